"""Django's registration of users, PINs and sign-in."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Users, PINs and sign-in."""

    name = "customer_connect.domain.identity"
