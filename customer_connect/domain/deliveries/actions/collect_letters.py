"""Choosing the letters of a batch. From here on each is in this batch and in no other."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.note_problem import note_problem
from customer_connect.domain.deliveries.enums import Channel, ContactWay, Reason, State
from customer_connect.domain.deliveries.letter_enums import ProblemKind
from customer_connect.domain.deliveries.models import BatchedLetter, Delivery, LetterBatch, SafeContact
from customer_connect.domain.deliveries.postal_addresses import (
    address_lines_of,
    name_on_envelope,
    why_not_mailable,
)

# Bounds the memory that one print file takes; more letters make another batch.
MOST_IN_A_BATCH = 10_000
_KINDS = {Reason.BAD_ADDRESS: ProblemKind.BAD_ADDRESS, Reason.NOT_SAFE: ProblemKind.BAD_ADDRESS}


@transaction.atomic
def collect_letters(*, cut_off_at: datetime, by: Actor) -> LetterBatch | None:
    """Make a batch of the letters queued up to the cut-off, or return None when there are none.

    Letters to addresses that are known to be wrong, incomplete or too long, or where somebody in danger no longer
    lives, are skipped and listed as problems; those of people who have called mail unsafe since are skipped.
    """
    refused: list[tuple[Delivery, Reason]] = []
    accepted: list[int] = []
    for delivery in _waiting(cut_off_at):
        reason = _why_not(delivery)
        if reason:
            refused.append((delivery, reason))
        else:
            accepted.append(delivery.pk)
    for delivery, reason in refused:
        _skip(delivery, reason, by=by)
    if not accepted:
        return None
    batch = LetterBatch.objects.create(
        cut_off_at=cut_off_at, collected_at=timezone.now(), dated_on=timezone.localdate()
    )
    letters = (
        BatchedLetter(batch=batch, delivery_id=delivery_id, sequence=sequence)
        for sequence, delivery_id in enumerate(accepted, start=1)
    )
    while some := list(islice(letters, 1000)):
        BatchedLetter.objects.bulk_create(some)
    record(
        "deliveries.letters_collected", by=by, batch=batch.name, letters=len(accepted), skipped=len(refused)
    )
    return batch


def _waiting(until: datetime) -> Iterator[Delivery]:
    """Return letters that are in no batch yet, kept from other workers until the transaction ends."""
    batched = BatchedLetter.objects.filter(delivery=OuterRef("pk"))
    waiting = Delivery.objects.filter(
        ~Exists(batched), channel=Channel.LETTER, state=State.QUEUED, queued_at__lte=until
    )
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True, of=("self",))
    return (
        waiting.select_related("participant__safe_contact")
        .order_by("id")[:MOST_IN_A_BATCH]
        .iterator(chunk_size=500)
    )


def _why_not(delivery: Delivery) -> Reason:
    if delivery.participant is None:
        return Reason.NO_ADDRESS
    person, lines = delivery.participant, delivery.address.splitlines()
    if not _is_mail_safe(person):
        return Reason.NOT_SAFE
    if person.has_family_violence_indicator and lines != address_lines_of(person):
        return Reason.NOT_SAFE  # they were not known to be in danger, or lived there, when it was queued
    return why_not_mailable(name_on_envelope(person), lines)


def _skip(delivery: Delivery, reason: Reason, *, by: Actor) -> None:
    delivery.state, delivery.reason, delivery.context_sealed = State.SKIPPED, reason, None
    delivery.save(update_fields=["state", "reason", "context_sealed"])
    if delivery.participant is None or _is_mail_safe(delivery.participant):
        note_problem(delivery=delivery, kind=_KINDS.get(reason, ProblemKind.UNUSABLE_ADDRESS), by=by)


def _is_mail_safe(person: Participant) -> bool:
    """Tell whether somebody takes mail. Nobody has to see to what they do not want."""
    wishes: SafeContact | None = getattr(person, "safe_contact", None)
    return wishes is None or wishes.allows(ContactWay.MAIL)
