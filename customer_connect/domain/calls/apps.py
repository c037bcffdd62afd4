"""Django's registration of phone calls."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Phone calls."""

    name = "customer_connect.domain.calls"
