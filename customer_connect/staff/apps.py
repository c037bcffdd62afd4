"""Django's registration of the staff pages."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Staff pages, their sign-in and their command."""

    name = "customer_connect.staff"

    def ready(self) -> None:
        """Register the checks."""
        from customer_connect.staff.signin import checks  # noqa: F401
