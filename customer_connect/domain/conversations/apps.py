"""Django's registration of messages."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Messages with the caseworker."""

    name = "customer_connect.domain.conversations"

    def ready(self) -> None:
        """Register the checks."""
        from customer_connect.domain.conversations import checks  # noqa: F401
