"""Setting the letters of a batch in one print file. Done again from the beginning after a crash."""

import logging
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from customer_connect.core.sealing import CannotOpen
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries import print_files
from customer_connect.domain.deliveries.actions.note_problem import note_problem
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.deliveries.letter_enums import BatchState, LetterState, ProblemKind
from customer_connect.domain.deliveries.letters import Letter, letter_printer
from customer_connect.domain.deliveries.messages import TemporaryPinLetter
from customer_connect.domain.deliveries.models import BatchedLetter, Delivery, LetterBatch
from customer_connect.domain.deliveries.postal_addresses import name_on_envelope
from customer_connect.domain.deliveries.rendering import unseal_message

logger = logging.getLogger(__name__)
_AT_ONCE = 500
# A letter that is not in the print file, by its sequence in the batch, and why.
Dropped = tuple[int, ProblemKind]


def write_print_file(*, batch: LetterBatch, by: Actor) -> None:
    """Print a batch that was collected. A reprint takes its pages out of the file of the batch before.

    Letters that cannot be written, or are no longer useful, are dropped and listed as problems. Raises NoPrintFile
    for a reprint whose pages are gone.
    """
    if batch.reprint_of is None:
        pdf, pages, dropped = _print(batch)
    else:
        pdf, pages, dropped = *_pick(batch, batch.reprint_of), []
    about_file = print_files.keep(batch, pdf) if pages else {}
    with transaction.atomic():
        written = LetterBatch.objects.filter(pk=batch.pk, state=BatchState.COLLECTED).update(
            state=BatchState.WRITTEN if pages else BatchState.EMPTY,
            pages=pages,
            last_problem="",
            **about_file,
        )
        if not written:
            return
        _number_pages(batch, [sequence for sequence, _ in dropped])
        for sequence, kind in dropped:
            _drop(batch.letters.select_related("delivery").get(sequence=sequence), kind, by=by)
        record("deliveries.letters_printed", by=by, batch=batch.name, letters=pages, dropped=len(dropped))


def reference_of(delivery: Delivery) -> str:
    """Return what a letter is known by when it comes back: the first digits of its key."""
    digits = delivery.key.hex[:12].upper()
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def _print(batch: LetterBatch) -> tuple[bytes, int, list[Dropped]]:
    """Return the print file, how many pages it has, and the letters that are not in it."""
    dropped: list[Dropped] = []
    tried: list[int] = []
    printed = letter_printer().print_letters(_letters(batch, tried, dropped))
    for sequence, page in zip(tried, printed.pages, strict=True):
        if page is None:
            dropped.append((sequence, ProblemKind.BROKEN))
    return printed.content, sum(page is not None for page in printed.pages), dropped


def _letters(batch: LetterBatch, tried: list[int], dropped: list[Dropped]) -> Iterator[Letter]:
    """Yield the letters, noting which of the batch they are and which hold nothing to print."""
    rows = batch.letters.in_print_order().select_related("delivery__participant")
    for row in rows.iterator(chunk_size=_AT_ONCE):
        try:
            letter = letter_of(row.delivery, dated_on=batch.dated_on)
        except (CannotOpen, KeyError, TypeError):
            logger.exception("Letter %s holds no message that this version can write", row.delivery.key)
            dropped.append((row.sequence, ProblemKind.BROKEN))
            continue
        if isinstance(letter.message, TemporaryPinLetter) and letter.message.until_on <= batch.dated_on:
            dropped.append((row.sequence, ProblemKind.TOO_LATE))
            continue
        tried.append(row.sequence)
        yield letter


def letter_of(delivery: Delivery, *, dated_on: date) -> Letter:
    """Return the letter of a row. Raises CannotOpen, KeyError or TypeError when it holds none."""
    participant = delivery.participant
    if participant is None:
        raise TypeError("A letter is to somebody")
    return Letter(
        message=unseal_message(delivery.message, bytes(delivery.context_sealed or b"")),
        language=delivery.language,
        name=name_on_envelope(participant),
        address_lines=tuple(delivery.address.splitlines()),
        happened_on=timezone.localdate(delivery.queued_at),
        dated_on=dated_on,
        reference=reference_of(delivery),
    )


def _pick(batch: LetterBatch, source: LetterBatch) -> tuple[bytes, int]:
    """Return the pages that are to be printed again, and how many they are."""
    wanted = batch.letters.in_print_order().values_list("delivery_id", flat=True)
    page_of = dict(source.letters.filter(page__isnull=False).values_list("delivery_id", "page"))
    pages = [page for delivery_id in wanted if (page := page_of.get(delivery_id)) is not None]
    return letter_printer().pick_pages(print_files.pdf_of(source), pages), len(pages)


def _number_pages(batch: LetterBatch, dropped: Sequence[int]) -> None:
    """Note each letter's page: its place among those that were not dropped."""
    first = 1
    for missing, gap in enumerate([*sorted(dropped), None]):
        between = batch.letters.filter(sequence__gte=first)
        if gap is not None:
            between = between.filter(sequence__lt=gap)
            first = gap + 1
        between.update(page=F("sequence") - missing)


def _drop(letter: BatchedLetter, kind: ProblemKind, *, by: Actor) -> None:
    reason = Reason.EXPIRED if kind == ProblemKind.TOO_LATE else Reason.BROKEN
    outcome: dict[str, Any] = {"state": State.FAILED, "reason": reason, "context_sealed": None}
    BatchedLetter.objects.filter(pk=letter.pk).update(state=LetterState.DROPPED, page=None)
    Delivery.objects.filter(pk=letter.delivery_id).update(**outcome)
    note_problem(delivery=letter.delivery, kind=kind, by=by)
