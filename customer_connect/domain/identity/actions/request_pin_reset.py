"""Asking for a new PIN (W5, P6). Whoever asks learns nothing: not whether we know them, nor what will be sent.

The request is only written down here, sealed, in the same few statements for everybody. The worker looks at it a moment
later (`answer_pin_reset`).
"""

import json
from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.utils import timezone

from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.identity.exceptions import TooManyTries
from customer_connect.domain.identity.models import PinDelivery, PinResetRequest
from customer_connect.domain.identity.network_limits import count_pin_request

ASKED_PURPOSE = "pin-reset-request"


@dataclass(frozen=True)
class Asked:
    """What somebody typed or said. On the phone there is no name, but both numbers."""

    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    identifier: str = field(repr=False)
    also_participant_id: str = field(repr=False)


def request_pin_reset(
    *,
    identifier: str,
    delivery: PinDelivery,
    first_name: str = "",
    last_name: str = "",
    also_participant_id: str = "",
    by: Actor,
) -> None:
    """Ask for a temporary PIN at the email or postal address on file.

    Either the name belongs to the number, or, without a name, the SSN and the Participant ID belong to one person.
    Raises TooManyTries when too many requests came from this network, whoever they were about.
    """
    asked = Asked(first_name, last_name, identifier, also_participant_id)
    now = timezone.now()
    with transaction.atomic(durable=True):
        blocked_until = count_pin_request(by.network, now) if by.network else None
        if blocked_until is None:
            PinResetRequest.objects.create(
                asked_at=now,
                channel=by.channel,
                way=delivery,
                asked_sealed=seal(json.dumps(asdict(asked)), purpose=ASKED_PURPOSE),
            )
            record("identity.pin_reset_requested", by=by, way=delivery.value)
        else:
            record("identity.network_slowed", by=by)
    if blocked_until is not None:
        raise TooManyTries(blocked_until)
