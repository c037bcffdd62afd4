"""Putting messages into the outbox. Nothing is sent here: the worker does that, within a second or two.

Called inside the transaction of what the message tells of, so that both happen or neither does.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from customer_connect.core.languages import Language
from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.destinations import Destination
from customer_connect.domain.deliveries.enums import Channel, Reason, State
from customer_connect.domain.deliveries.messages import Message
from customer_connect.domain.deliveries.models import ADDRESS_PURPOSE, Delivery
from customer_connect.domain.deliveries.quiet_hours import first_moment_outside_quiet_hours
from customer_connect.domain.deliveries.rendering import seal_message
from customer_connect.domain.deliveries.safe_ways import is_safe_way


def queue_message(
    *,
    participant: Participant | None,
    to: Destination,
    message: Message,
    language: Language | str,
    by: Actor,
    once_key: str | None = None,
    useful_for: timedelta | None = None,
) -> Delivery:
    """Queue a message. Where it cannot go, or its way is not safe for the person, the row says so and nothing is sent.

    A text message waits for the end of the quiet hours, a letter for the next batch to the print shop.

    The same `once_key` again returns the first row: "what happened, to whom", such as "reminder:1234:2026-03-02".
    What is not out after `useful_for` is not sent any more.
    """
    now = timezone.now()
    refusal = to.refusal(message)
    if not refusal and not is_safe_way(participant.pk if participant else None, to.way, message):
        refusal = Reason.NOT_SAFE
    is_quiet = to.channel == Channel.TEXT and not message.ignores_quiet_hours
    values = {
        "participant": participant,
        "channel": to.channel,
        "address_sealed": seal(to.address, purpose=ADDRESS_PURPOSE),
        "address_masked": to.masked,
        "message": message.name,
        "language": language,
        "context_sealed": None if refusal else seal_message(message),
        "priority": message.priority,
        "state": State.SKIPPED if refusal else State.QUEUED,
        "reason": refusal,
        "queued_at": now,
        "next_attempt_at": first_moment_outside_quiet_hours(now) if is_quiet else now,
        "expires_at": now + useful_for if useful_for else None,
    }
    with transaction.atomic():
        if once_key is None:
            delivery, is_new = Delivery.objects.create(**values), True
        else:
            delivery, is_new = Delivery.objects.get_or_create(once_key=once_key, defaults=values)
        if is_new:
            record(
                "deliveries.skipped" if refusal else "deliveries.queued",
                by=by,
                participant_id=participant.pk if participant else None,
                message=message.name,
                channel=to.channel,
                delivery=str(delivery.key),
                reason=refusal,
            )
    return delivery
