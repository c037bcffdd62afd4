"""Providers of text messages that do what a provider must not do."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from customer_connect.domain.deliveries.claims import bring_back_stuck, claim_next
from customer_connect.domain.deliveries.enums import State
from customer_connect.domain.deliveries.models import Delivery


class FaultyTextMessages:
    """Fails in a way that nobody has thought of."""

    def send(self, *, to: str, text: str, reference: UUID, tried_since: datetime | None = None) -> str:
        raise ZeroDivisionError


class OvertakenTextMessages:
    """Takes so long that another worker takes the message over and sends it."""

    def send(self, *, to: str, text: str, reference: UUID, tried_since: datetime | None = None) -> str:
        Delivery.objects.update(claimed_at="2026-01-01T00:00:00Z")
        bring_back_stuck()
        claim_next(timezone.now())
        Delivery.objects.update(state=State.SENT, provider_reference="by another worker")
        return "late"
