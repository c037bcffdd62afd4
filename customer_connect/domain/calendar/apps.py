"""Django's registration of court dates and appointments."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """Court dates and appointments."""

    name = "customer_connect.domain.calendar"
