"""Putting messages into the outbox. Nothing is sent here: the worker does that, within a second or two.

Called inside the transaction of what the message tells of, so that both happen or neither does.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from customer_connect.core.languages import Language
from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import Channel, ContactWay, Reason, State
from customer_connect.domain.deliveries.masks import mask_email, mask_phone, mask_postal_address
from customer_connect.domain.deliveries.messages import Message
from customer_connect.domain.deliveries.models import ADDRESS_PURPOSE, BadEmail, Delivery, SafeContact
from customer_connect.domain.deliveries.quiet_hours import first_moment_outside_quiet_hours
from customer_connect.domain.deliveries.rendering import seal_message
from customer_connect.domain.deliveries.text_countries import is_text_country
from customer_connect.providers.sms import has_text_messages

_WAYS = {Channel.EMAIL: ContactWay.EMAIL, Channel.TEXT: ContactWay.TEXT, Channel.LETTER: ContactWay.MAIL}


def queue_email(
    *,
    participant: Participant | None,
    address: str,
    message: Message,
    language: Language | str,
    by: Actor,
    once_key: str | None = None,
    useful_for: timedelta | None = None,
) -> Delivery:
    """Queue an email. With no usable address the row says so and nothing is sent.

    To an address that mail came back from goes only what its reader has just asked for.

    The same `once_key` again returns the first row: "what happened, to whom", such as "reminder:1234:2026-03-02".
    What is not out after `useful_for` is not sent any more.
    """
    refusal = Reason.NONE if _is_email(address) else Reason.NO_ADDRESS
    if not refusal and not message.was_just_asked_for and BadEmail.objects.of(address).exists():
        refusal = Reason.BAD_ADDRESS
    return _queue(
        Channel.EMAIL,
        address,
        mask_email(address),
        refusal,
        participant=participant,
        message=message,
        language=language,
        by=by,
        once_key=once_key,
        useful_for=useful_for,
    )


def queue_text(
    *,
    participant: Participant | None,
    number: str,
    message: Message,
    language: Language | str,
    by: Actor,
    once_key: str | None = None,
    useful_for: timedelta | None = None,
) -> Delivery:
    """Queue a text message to a number in E.164, as `queue_email`. It waits for the end of the quiet hours."""
    refusal = Reason.NONE if number.startswith("+") else Reason.NO_ADDRESS
    if not refusal and not is_text_country(number):
        refusal = Reason.COUNTRY
    return _queue(
        Channel.TEXT,
        number,
        mask_phone(number),
        refusal if has_text_messages() else Reason.CHANNEL_OFF,
        participant=participant,
        message=message,
        language=language,
        by=by,
        once_key=once_key,
        useful_for=useful_for,
    )


def queue_letter(
    *,
    participant: Participant,
    address_lines: list[str],
    message: Message,
    language: Language | str,
    by: Actor,
    once_key: str | None = None,
) -> Delivery:
    """Queue a letter, as `queue_email`. It waits for the next batch to the print shop."""
    return _queue(
        Channel.LETTER,
        "\n".join(address_lines),
        mask_postal_address(address_lines),
        Reason.NONE if len(address_lines) >= 2 else Reason.NO_ADDRESS,
        participant=participant,
        message=message,
        language=language,
        by=by,
        once_key=once_key,
    )


def _queue(
    channel: Channel,
    address: str,
    masked: str,
    refusal: Reason,
    *,
    participant: Participant | None,
    message: Message,
    language: Language | str,
    by: Actor,
    once_key: str | None = None,
    useful_for: timedelta | None = None,
) -> Delivery:
    """Write the row: queued, or skipped where there is a `refusal` or its way is not safe for the person."""
    now = timezone.now()
    if participant is not None and not refusal and not _is_safe(participant, channel, message):
        refusal = Reason.NOT_SAFE
    is_quiet = channel == Channel.TEXT and not message.ignores_quiet_hours
    values = {
        "participant": participant,
        "channel": channel,
        "address_sealed": seal(address, purpose=ADDRESS_PURPOSE),
        "address_masked": masked,
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
                channel=channel,
                delivery=str(delivery.key),
                reason=refusal,
            )
    return delivery


def _is_safe(participant: Participant, channel: Channel, message: Message) -> bool:
    """Tell whether the person takes this kind of message this way."""
    if message.was_just_asked_for:
        return True
    wishes = SafeContact.objects.visible_to(participant).first()
    return wishes is None or wishes.allows(_WAYS[channel])


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
