"""Django's registration of receipts, disbursements and balances."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Receipts, disbursements and balances."""

    name = "customer_connect.domain.payments"
