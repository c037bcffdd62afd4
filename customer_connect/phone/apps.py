"""Django's registration of the phone line."""

from django.apps import AppConfig


class PhoneConfig(AppConfig):
    """The phone line."""

    name = "customer_connect.phone"
    label = "phone"
    verbose_name = "Phone"

    def ready(self) -> None:
        """Register the checks of the settings."""
        from customer_connect.phone import checks  # noqa: F401
