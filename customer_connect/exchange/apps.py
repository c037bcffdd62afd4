"""Django's registration of the exchange with the system of record."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange with the system of record."""

    name = "customer_connect.exchange"
