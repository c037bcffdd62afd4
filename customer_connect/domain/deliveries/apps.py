"""Django's registration of the outbox."""

from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    """The outbox."""

    name = "customer_connect.domain.deliveries"
