"""Printing letters again, as long as the agency still has the print file: no PIN is kept anywhere else."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries import print_files
from customer_connect.domain.deliveries.letter_enums import BatchState
from customer_connect.domain.deliveries.models import BatchedLetter, LetterBatch


class NotHandedOver(Exception):
    """The batch is still on its way to the print shop: there is nothing to repeat."""


@transaction.atomic
def reprint_letters(*, batch: LetterBatch, letters: Sequence[BatchedLetter] = (), by: Actor) -> LetterBatch:
    """Make a new batch of some letters of a batch (or of all), to be handed over like any other.

    Raises NotHandedOver, and NoPrintFile when the file is deleted: then only a new PIN helps.
    """
    if batch.state not in {BatchState.HANDED_OVER, BatchState.ACKNOWLEDGED}:
        raise NotHandedOver(batch.name)
    print_files.sealed_file_of(batch)
    chosen = sorted(letters or batch.letters.to_print(), key=lambda letter: letter.sequence)
    for letter in chosen:
        print_files.page_of(letter)
    reprint = LetterBatch.objects.create(
        reprint_of=batch, cut_off_at=batch.cut_off_at, collected_at=timezone.now(), dated_on=batch.dated_on
    )
    BatchedLetter.objects.bulk_create(
        [
            BatchedLetter(batch=reprint, delivery_id=letter.delivery_id, sequence=sequence, is_reprint=True)
            for sequence, letter in enumerate(chosen, start=1)
        ],
        batch_size=1000,
    )
    record("deliveries.letters_reprinted", by=by, batch=batch.name, reprint=reprint.name, letters=len(chosen))
    return reprint
