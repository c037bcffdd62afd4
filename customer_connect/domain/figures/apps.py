"""Django's registration of figures."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Figures."""

    name = "customer_connect.domain.figures"
