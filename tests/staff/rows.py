"""Rows that staff pages show."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from customer_connect.core.sealing import seal
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import Channel, Reason, State
from customer_connect.domain.deliveries.models import ADDRESS_PURPOSE, Delivery


def now() -> datetime:
    """Return this moment."""
    return timezone.now()


def delivery_to(person: Participant | None, **values: Any) -> Delivery:
    """Put a message into the outbox as it stands after the worker was at it."""
    return Delivery.objects.create(
        **{
            "participant": person,
            "channel": Channel.EMAIL,
            "address_sealed": seal("ana@example.org", purpose=ADDRESS_PURPOSE),
            "address_masked": "a•••@example.org",
            "message": "pin_changed",
            "language": "en",
            "state": State.FAILED,
            "reason": Reason.NO_ANSWER,
            "queued_at": now(),
            "next_attempt_at": now(),
            **values,
        }
    )
