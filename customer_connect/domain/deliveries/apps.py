"""Django's registration of the outbox."""

from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    """The outbox."""

    name = "customer_connect.domain.deliveries"

    def ready(self) -> None:
        """Register the checks of the settings."""
        from customer_connect.domain.deliveries import checks  # noqa: F401
