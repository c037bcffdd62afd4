"""Django's registration of the demo agency."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo agency."""

    name = "customer_connect.demo"
