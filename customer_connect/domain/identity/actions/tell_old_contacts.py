"""Telling old contacts that the way to reach a person changes: nobody has it changed unseen by its owner."""

from datetime import timedelta

from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.destinations import Email, Post
from customer_connect.domain.deliveries.enums import Channel, State
from customer_connect.domain.deliveries.messages import ContactChanged
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.postal_addresses import name_on_envelope, why_not_mailable

TOLD_LATELY = timedelta(days=30)  # such as when the owner reported the change here, and the record followed


def tell_email(*, participant: Participant, email: str, by: Actor) -> None:
    """Tell an email, unless it was told lately."""
    if not _was_told(participant, Channel.EMAIL, email):
        queue_message(
            participant=participant,
            to=Email(email),
            message=ContactChanged(),
            language=participant.language,
            by=by,
        )


def tell_old_address(*, participant: Participant, lines: list[str], by: Actor) -> None:
    """Tell a postal address, as `write_to_old_address`, unless it was told lately."""
    if not _was_told(participant, Channel.LETTER, "\n".join(lines)):
        write_to_old_address(participant=participant, lines=lines, by=by)


def write_to_old_address(*, participant: Participant, lines: list[str], by: Actor) -> None:
    """Tell a postal address that mail reaches by letter. One a day and person is enough.

    No letter goes to the old address of somebody with the family-violence indicator: whoever they left may still open
    the mail there, and would learn that they moved.
    """
    if participant.has_family_violence_indicator or why_not_mailable(name_on_envelope(participant), lines):
        return
    queue_message(
        participant=participant,
        to=Post(lines),
        message=ContactChanged(),
        language=participant.language,
        by=by,
        once_key=f"contact-changed:{participant.pk}:{timezone.localdate().isoformat()}",
    )


def _was_told(participant: Participant, channel: Channel, address: str) -> bool:
    told = Delivery.objects.about(participant).filter(
        channel=channel, message=ContactChanged.name, queued_at__gt=timezone.now() - TOLD_LATELY
    )
    reached = told.exclude(state__in=[State.SKIPPED, State.FAILED])
    return any(delivery.address.casefold() == address.casefold() for delivery in reached)
