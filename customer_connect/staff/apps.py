"""Django's registration of the staff pages."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Staff pages, their sign-in and their command."""

    name = "customer_connect.staff"
