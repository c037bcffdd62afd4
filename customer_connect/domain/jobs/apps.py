"""Django's registration of scheduled work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Scheduled work."""

    name = "customer_connect.domain.jobs"
