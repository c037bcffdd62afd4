"""Django's registration of the participant and public pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The participant and public pages."""

    name = "customer_connect.web"
