"""Emailing a temporary PIN."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.actions.withdraw_letters import withdraw_letters
from customer_connect.domain.deliveries.destinations import Email
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.messages import TemporaryPinEmail, TemporaryPinLetter
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.actions.issue_temporary_pin import issue_temporary_pin


@transaction.atomic
def email_temporary_pin(*, participant: Participant, address: str, by: Actor) -> Delivery:
    """Issue a temporary PIN and queue its email. A letter that still waits with an older one is withdrawn.

    The caller has made sure that the address may have it (`email_for_pin`). Raises CannotHaveAPin.
    """
    hours = agency().pin.emailed_valid_hours
    lifetime = timedelta(hours=hours)
    pin = issue_temporary_pin(
        participant=participant,
        expires_at=timezone.now() + lifetime,
        sent_by=Channel.EMAIL,
        was_requested=True,
        by=by,
    )
    withdraw_letters(participant=participant, message=TemporaryPinLetter.name, by=by)
    return queue_message(
        participant=participant,
        to=Email(address),
        message=TemporaryPinEmail(pin=pin, hours=hours),
        language=participant.language,
        useful_for=lifetime,
        by=by,
    )
