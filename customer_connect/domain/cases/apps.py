"""Django's registration of participants, cases, orders and offices."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Participants, cases, orders and offices."""

    name = "customer_connect.domain.cases"
