"""Telling a person of a security event over every email on file, so that nobody takes an account over unseen."""

from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.destinations import Email, Post
from customer_connect.domain.deliveries.enums import Channel, State
from customer_connect.domain.deliveries.messages import Message
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.postal_addresses import (
    address_lines_of,
    name_on_envelope,
    why_not_mailable,
)
from customer_connect.domain.identity.models import ConfirmedContact


def announce(
    *,
    participant: Participant,
    message: Message,
    by: Actor,
    but_not_to: str = "",
    or_by_letter: bool = False,
) -> list[Delivery]:
    """Queue a message to the email of the system of record and to each confirmed one, however fresh.

    `but_not_to` is the address that the event is about. A person whom no email reaches gets a letter, one of a kind a
    day, where the message has one (`or_by_letter`).
    """
    announcements = [
        queue_message(
            participant=participant, to=Email(address), message=message, language=participant.language, by=by
        )
        for address in emails_on_file(participant)
        if address.casefold() != but_not_to.strip().casefold()
    ]
    if or_by_letter and all(email.state == State.SKIPPED for email in announcements):
        announcements += _letter(participant, message, by=by)
    return announcements


def emails_on_file(participant: Participant) -> list[str]:
    """Return the email of the system of record and the confirmed ones, each once."""
    confirmed = ConfirmedContact.objects.visible_to(participant).filter(channel=Channel.EMAIL)
    addresses = [participant.email, *(contact.address for contact in confirmed)]
    return list({address.casefold(): address for address in addresses if address}.values())


def _letter(participant: Participant, message: Message, *, by: Actor) -> list[Delivery]:
    lines = address_lines_of(participant)
    if why_not_mailable(name_on_envelope(participant), lines):
        return []
    letter = queue_message(
        participant=participant,
        to=Post(lines),
        message=message,
        language=participant.language,
        once_key=f"{message.name}:{participant.pk}:{timezone.localdate().isoformat()}",
        by=by,
    )
    return [letter]
