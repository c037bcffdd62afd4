"""Django's registration of reported changes."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    """Reported changes."""

    name = "customer_connect.domain.changes"
