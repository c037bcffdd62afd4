"""Sending again what failed, where that makes sense: what a message said is wiped when it failed."""

from dataclasses import fields

from django.db import transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.destinations import Email
from customer_connect.domain.deliveries.enums import Channel, Reason, State
from customer_connect.domain.deliveries.messages import MESSAGES
from customer_connect.domain.deliveries.models import Delivery

_WORTH_ANOTHER_TRY = {Reason.NO_ANSWER, Reason.REFUSED, Reason.BROKEN}


class CannotBeSentAgain(Exception):
    """It did not fail, its address is bad, or what it said is gone."""


def can_be_sent_again(delivery: Delivery) -> bool:
    """Tell whether it failed for a reason that may have passed, and says the same to everybody.

    Texts and letters that hold nothing of their own do not exist.
    """
    message = MESSAGES.get(delivery.message)
    return (
        delivery.state == State.FAILED
        and delivery.channel == Channel.EMAIL
        and delivery.reason in _WORTH_ANOTHER_TRY
        and message is not None
        and not fields(message)
    )


@transaction.atomic
def send_again(*, delivery: Delivery, by: Actor) -> Delivery:
    """Queue the message once more, as a message of its own. Twice is as once. Raises CannotBeSentAgain."""
    if not can_be_sent_again(delivery):
        raise CannotBeSentAgain
    again = queue_message(
        participant=delivery.participant,
        to=Email(delivery.address),
        message=MESSAGES[delivery.message](),
        language=delivery.language,
        once_key=f"again:{delivery.key}",
        by=by,
    )
    record("deliveries.sent_again", by=by, participant_id=delivery.participant_id, delivery=str(delivery.key))
    return again
