"""Sending what is queued. The provider is called outside any transaction, and the outcome recorded after."""

import logging
import traceback
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from customer_connect.core.sealing import CannotOpen
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.note_bounce import note_bounce
from customer_connect.domain.deliveries.channels.emails import send_email
from customer_connect.domain.deliveries.channels.outcomes import Refused, TryAgainLater
from customer_connect.domain.deliveries.channels.texts import send_text
from customer_connect.domain.deliveries.claims import claim_next
from customer_connect.domain.deliveries.enums import Channel, ContactWay, Reason, State
from customer_connect.domain.deliveries.messages import Message
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.quiet_hours import first_moment_outside_quiet_hours
from customer_connect.domain.deliveries.rendering import unseal_message
from customer_connect.domain.deliveries.safe_ways import is_safe_way

logger = logging.getLogger(__name__)
_BAD_ADDRESS_STATUS = "bad_address_status"  # what a mail server said of an address that takes no mail at all
_SEND = {Channel.EMAIL: send_email, Channel.TEXT: send_text}
_WAYS = {Channel.EMAIL: ContactWay.EMAIL, Channel.TEXT: ContactWay.TEXT}
# How long to wait after the first, second, … try that got no answer. After the last of them it has failed.
WAITS = [
    timedelta(seconds=5),
    timedelta(seconds=15),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
]


def send_one() -> bool:
    """Take one message off the queue and send it. Returns whether there was one.

    A crash before the outcome is recorded leaves the row in "sending"; `bring_back_stuck` queues it again with the
    same key, so that a provider that did take it can tell.
    """
    delivery = claim_next(timezone.now())
    if delivery is None:
        return False
    outcome = _try(delivery)
    status = outcome.pop(_BAD_ADDRESS_STATUS, "")
    _record(delivery, outcome)
    if status:
        note_bounce(key=delivery.key, is_for_good=True, status=status, by=Actor.system("mail-server"))
    return True


def _try(delivery: Delivery) -> dict[str, Any]:
    """Try to send, and return what becomes of the row."""
    now = timezone.now()
    if delivery.expires_at and delivery.expires_at <= now:
        return _final(State.FAILED, Reason.EXPIRED)
    try:
        message = unseal_message(delivery.message, bytes(delivery.context_sealed or b""))
        if not is_safe_way(delivery.participant_id, _WAYS[Channel(delivery.channel)], message):
            return _final(State.SKIPPED, Reason.NOT_SAFE)  # they have said so since it was queued
        if (morning := _morning_for(delivery, message, now)) > now:
            return _not_before(morning, delivery)
        reference = _SEND[Channel(delivery.channel)](delivery, message)
    except TryAgainLater as problem:
        logger.warning("Delivery %s got no answer: %s", delivery.key, type(problem.__cause__).__name__)
        return _again_or_never(delivery, now)
    except Refused as refusal:
        return {
            **_final(State.FAILED, Reason.REFUSED),
            _BAD_ADDRESS_STATUS: refusal.bad_address_status,
        }
    except (CannotOpen, KeyError, TypeError) as fault:
        logger.warning(
            "Delivery %s holds no message that this version can write: %s", delivery.key, _kind_of(fault)
        )
        return _final(State.FAILED, Reason.BROKEN)
    except Exception as fault:  # noqa: BLE001 - a fault of ours or of a provider's library: it must not stop the queue
        logger.warning("Delivery %s failed in an unexpected way: %s", delivery.key, _kind_of(fault))
        return _again_or_never(delivery, now)
    return {
        **_final(State.SENT, Reason.NONE),
        "sent_at": timezone.now(),
        "provider_reference": reference[:120],
    }


def _morning_for(delivery: Delivery, message: Message, now: datetime) -> datetime:
    """Return when a message may go out: now, or after the quiet hours, if it is a text that comes late to its turn."""
    is_quiet = delivery.channel == Channel.TEXT and not message.ignores_quiet_hours
    return first_moment_outside_quiet_hours(now) if is_quiet else now


def _not_before(moment: datetime, delivery: Delivery) -> dict[str, Any]:
    """Return the values of a row that goes back into the queue as if it had not been taken."""
    return {
        "state": State.QUEUED,
        "claimed_at": None,
        "next_attempt_at": moment,
        "attempts": delivery.attempts - 1,
    }


def _again_or_never(delivery: Delivery, now: datetime) -> dict[str, Any]:
    if delivery.attempts > len(WAITS):
        return _final(State.FAILED, Reason.NO_ANSWER)
    # Spread by a fifth either way, so that what failed together does not come back together.
    wait = WAITS[delivery.attempts - 1] * (0.8 + 0.01 * (delivery.key.int % 41))
    return {
        "state": State.QUEUED,
        "reason": Reason.NO_ANSWER,
        "claimed_at": None,
        "next_attempt_at": now + wait,
    }


def _final(state: State, reason: Reason) -> dict[str, Any]:
    """Return the values of a row that is done with: what the message said is wiped."""
    return {"state": state, "reason": reason, "context_sealed": None}


def _record(delivery: Delivery, outcome: dict[str, Any]) -> None:
    """Write the outcome, unless the row was taken from this worker meanwhile (it had been silent for too long)."""
    mine = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, claimed_at=delivery.claimed_at)
    if not mine.update(**outcome):
        logger.warning("Delivery %s was taken over by another worker", delivery.key)


def _kind_of(fault: Exception) -> str:
    """Name a fault and where it came up. Its own words may hold an address, and stay out of the log."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} in {last.name}, line {last.lineno}"
