"""Django's registration of the audit trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit trail."""

    name = "customer_connect.domain.audit"
