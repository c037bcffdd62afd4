"""Handing batches over to the print shop, exactly once each, whatever crashes when.

A batch goes from collected to written, staged and handed over. Each step is recorded before the next begins, and each
may be done again: writing overwrites, staging uses a new place each time, and releasing what is no longer staged does
nothing. The print shop is called outside any transaction.
"""

import logging

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.collect_letters import collect_letters
from customer_connect.domain.deliveries.actions.write_print_file import write_print_file
from customer_connect.domain.deliveries.cut_offs import last_cut_off
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.deliveries.letter_enums import BatchState, LetterState
from customer_connect.domain.deliveries.manifests import package_of
from customer_connect.domain.deliveries.models import Delivery, LetterBatch
from customer_connect.domain.deliveries.models.letter_batches import UNFINISHED
from customer_connect.domain.deliveries.print_files import NoPrintFile
from customer_connect.providers.printing import TryAgainLater, print_shop

logger = logging.getLogger(__name__)


def send_letter_batches(*, by: Actor, until_now: bool = False) -> int:
    """Collect what was queued up to the last cut-off (or until now) and finish every batch.

    Returns how many letters were handed over. A batch that cannot be handed over now stays and does not keep the
    others.
    """
    cut_off_at = timezone.now() if until_now else last_cut_off(timezone.now())
    while collect_letters(cut_off_at=cut_off_at, by=by):
        pass
    return sum(_finish(batch, by=by) for batch in LetterBatch.objects.unfinished())


def finish_batch(*, batch: LetterBatch, by: Actor) -> None:
    """Bring a batch to the print shop from wherever it stands. Raises TryAgainLater, NoPrintFile."""
    while batch.state in UNFINISHED:
        if batch.state == BatchState.COLLECTED:
            write_print_file(batch=batch, by=by)
        elif batch.state == BatchState.WRITTEN:
            _stage(batch)
        else:
            print_shop().release(staged_as=batch.staged_as, name=batch.name)
            _note_hand_over(batch, by=by)
        batch.refresh_from_db()


def _finish(batch: LetterBatch, *, by: Actor) -> int:
    try:
        finish_batch(batch=batch, by=by)
    except (TryAgainLater, NoPrintFile) as problem:
        logger.warning("Batch %s is not handed over yet: %s", batch.name, type(problem).__name__)
        LetterBatch.objects.filter(pk=batch.pk).update(last_problem=type(problem).__name__)
        return 0
    return batch.pages


def _stage(batch: LetterBatch) -> None:
    written = LetterBatch.objects.filter(pk=batch.pk, state=BatchState.WRITTEN)
    try:
        package = package_of(batch)
    except NoPrintFile:
        if batch.reprint_of is not None:
            raise
        # The file is lost or damaged, but the letters are not handed over: they can be written again.
        written.update(state=BatchState.COLLECTED)
        return
    written.update(state=BatchState.STAGED, staged_as=print_shop().stage(package))


@transaction.atomic
def _note_hand_over(batch: LetterBatch, *, by: Actor) -> None:
    """Record that the print shop has the letters, and wipe what they say."""
    now = timezone.now()
    noted = LetterBatch.objects.filter(pk=batch.pk, state=BatchState.STAGED).update(
        state=BatchState.HANDED_OVER, handed_over_at=now, last_problem=""
    )
    if not noted:
        return
    batch.letters.filter(state=LetterState.BATCHED).update(state=LetterState.HANDED_OVER)
    sent = batch.letters.filter(state=LetterState.HANDED_OVER).values("delivery")
    Delivery.objects.filter(pk__in=sent).update(
        state=State.SENT,
        reason=Reason.NONE,
        sent_at=now,
        provider_reference=batch.name,
        context_sealed=None,
    )
    record("deliveries.letters_handed_over", by=by, batch=batch.name, letters=batch.pages)
