"""Mailing a temporary PIN to the address on file."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.actions.withdraw_letters import withdraw_letters
from customer_connect.domain.deliveries.destinations import Post
from customer_connect.domain.deliveries.enums import Channel, Reason
from customer_connect.domain.deliveries.messages import TemporaryPinLetter
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.postal_addresses import (
    address_lines_of,
    name_on_envelope,
    why_not_mailable,
)
from customer_connect.domain.identity.actions.issue_temporary_pin import issue_temporary_pin
from customer_connect.domain.identity.pin_lifetimes import end_of, last_day_of_mailed_pin


class CannotBeMailed(Exception):
    """No letter goes to the address on file. `reason` tells why, and is for staff alone."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.label)
        self.reason = reason


@transaction.atomic
def mail_temporary_pin(
    *, participant: Participant, was_requested: bool = True, once_key: str | None = None, by: Actor
) -> Delivery:
    """Issue a temporary PIN and queue its letter. One that still waits with an older PIN is withdrawn.

    With a `once_key` that was used before nothing happens. Raises CannotBeMailed before the PIN in force is touched,
    and CannotHaveAPin. How often somebody may ask is for the caller to decide.
    """
    if once_key and (earlier := Delivery.objects.filter(once_key=once_key).first()):
        return earlier
    lines = address_lines_of(participant)
    refusal = why_not_mailable(name_on_envelope(participant), lines)
    if refusal:
        raise CannotBeMailed(refusal)
    until = last_day_of_mailed_pin(participant, timezone.now())
    pin = issue_temporary_pin(
        participant=participant,
        expires_at=end_of(until),
        sent_by=Channel.LETTER,
        was_requested=was_requested,
        by=by,
    )
    withdraw_letters(participant=participant, message=TemporaryPinLetter.name, by=by)
    return queue_message(
        participant=participant,
        to=Post(lines),
        message=TemporaryPinLetter(pin=pin, until=until.isoformat(), was_requested=was_requested),
        language=participant.language,
        once_key=once_key,
        by=by,
    )
