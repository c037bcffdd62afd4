"""Sending a one-time code."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation

from customer_connect.core.agencies import agency
from customer_connect.core.sealing import blind_index
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.destinations import Email, Phone
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.messages import OneTimeCode as OneTimeCodeMessage
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.code_exceptions import TooManyCodes
from customer_connect.domain.identity.models import CodePurpose, OneTimeCode
from customer_connect.domain.identity.models.contacts import contact_index

DIGITS = 6
CODES_AN_HOUR = 5
WAIT_BETWEEN = timedelta(seconds=30)
# NIST SP 800-63B-4 allows 100 failures in a row; we stay far below.
TRIES_A_DAY = 20


def send_code(
    *,
    participant: Participant,
    purpose: CodePurpose,
    channel: Channel,
    address: str,
    by: Actor,
    binding: str = "",
) -> OneTimeCode:
    """Send a fresh code to an address of this person; the one before it stops working.

    `binding` ties it to one session: it has to be the same when the code is checked. The caller has made sure that
    the address may have it. Raises TooManyCodes.
    """
    now = timezone.now()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    minutes = agency().sign_in.code_minutes
    with transaction.atomic():
        Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
        asked = OneTimeCode.objects.asked_by(participant, purpose)
        _check_limits(list(asked.values_list("sent_at", flat=True)[:CODES_AN_HOUR]), now)
        if asked.tries_since(now - timedelta(days=1)) >= TRIES_A_DAY:
            raise TooManyCodes(now + timedelta(days=1))
        asked.live(now).update(cancelled_at=now)
        message = OneTimeCodeMessage(code=code, minutes=minutes)
        delivery = _queue(participant, channel, address, message, by=by)
        sent = OneTimeCode(
            participant=participant,
            purpose=purpose,
            address_index=contact_index(address),
            address_masked=delivery.address_masked,
            sent_at=now,
            expires_at=now + timedelta(minutes=minutes),
        )
        sent.fingerprint = fingerprint_of(sent, code, binding)
        sent.save(force_insert=True)
        record("identity.code_sent", by=by, participant_id=participant.pk, purpose=purpose, channel=channel)
    return sent


def fingerprint_of(sent: OneTimeCode, code: str, binding: str) -> bytes:
    """Return what is kept of a code: it fits this row, this session and nothing else."""
    index = bytes(sent.address_index).hex()
    bound_to = f"{sent.pk}:{sent.purpose}:{sent.participant_id}:{index}:{binding}"
    return blind_index(f"{bound_to}:{code}", purpose="one-time-code")


def _queue(
    participant: Participant, channel: Channel, address: str, message: OneTimeCodeMessage, *, by: Actor
) -> Delivery:
    """Queue the message in the language that the person is reading now. Late, it would only confuse."""
    language = translation.get_language() or participant.language
    useful_for = timedelta(minutes=message.minutes)
    return queue_message(
        participant=participant,
        to=Phone(address) if channel == Channel.TEXT else Email(address),
        message=message,
        language=language,
        by=by,
        useful_for=useful_for,
    )


def _check_limits(sent_at: list[datetime], now: datetime) -> None:
    """Refuse a code too soon after the last one, or one too many in an hour. `sent_at` is newest first."""
    if sent_at and sent_at[0] + WAIT_BETWEEN > now:
        raise TooManyCodes(sent_at[0] + WAIT_BETWEEN)
    if len(sent_at) == CODES_AN_HOUR and sent_at[-1] + timedelta(hours=1) > now:
        raise TooManyCodes(sent_at[-1] + timedelta(hours=1))
