"""Django's registration of the shared words."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The shared words."""

    name = "customer_connect.core"
