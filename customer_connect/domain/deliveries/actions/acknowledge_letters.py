"""Taking in what the print shop says of the letters it got."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries import print_files
from customer_connect.domain.deliveries.actions.note_problem import note_problem
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.deliveries.letter_enums import BatchState, LetterState, ProblemKind
from customer_connect.domain.deliveries.letter_files import Acknowledgement
from customer_connect.domain.deliveries.models import BatchedLetter, Delivery, LetterBatch


@dataclass
class Acknowledged:
    """How many letters were accepted and rejected, and which lines fit no letter that waits for an answer."""

    accepted: int = 0
    rejected: int = 0
    unknown: list[str] = field(default_factory=list)


@transaction.atomic
def acknowledge_letters(*, batch: LetterBatch, answers: Iterable[Acknowledgement], by: Actor) -> Acknowledged:
    """Note each letter as accepted or rejected. Said twice, the first counts.

    When every letter of the batch has its answer the batch is acknowledged; when all were accepted, its print file is
    deleted at once.
    """
    told = Acknowledged()
    now = timezone.now()
    waiting = {
        str(letter.delivery.key): letter
        for letter in batch.letters.filter(state=LetterState.HANDED_OVER).select_related("delivery")
    }
    known = {str(key) for key in batch.letters.values_list("delivery__key", flat=True)}
    accepted: list[int] = []
    for answer in answers:
        letter = waiting.pop(answer.letter, None)
        if letter is None:
            if answer.letter not in known:
                told.unknown.append(answer.letter)
        elif answer.is_accepted:
            accepted.append(letter.pk)
        else:
            _reject(letter, answer.reason, by=by)
            told.rejected += 1
    for start in range(0, len(accepted), 500):
        some = BatchedLetter.objects.filter(pk__in=accepted[start : start + 500])
        told.accepted += some.update(state=LetterState.ACCEPTED, answered_at=now)
    if not waiting:
        LetterBatch.objects.filter(pk=batch.pk, state=BatchState.HANDED_OVER).update(
            state=BatchState.ACKNOWLEDGED, acknowledged_at=now
        )
    record(
        "deliveries.letters_acknowledged",
        by=by,
        batch=batch.name,
        accepted=told.accepted,
        rejected=told.rejected,
        waiting=len(waiting),
    )
    if not waiting and not batch.letters.filter(state=LetterState.REJECTED).exists():
        transaction.on_commit(lambda: delete_print_file(batch=batch))
    return told


def delete_print_file(*, batch: LetterBatch) -> bool:
    """Delete the print file, unless a reprint is to be made from it. Returns whether it was."""
    if LetterBatch.objects.unfinished().filter(reprint_of=batch, state=BatchState.COLLECTED).exists():
        return False
    print_files.delete(batch)
    return bool(
        LetterBatch.objects.filter(pk=batch.pk, file_deleted_at=None).update(file_deleted_at=timezone.now())
    )


def _reject(letter: BatchedLetter, reason: str, *, by: Actor) -> None:
    BatchedLetter.objects.filter(pk=letter.pk).update(
        state=LetterState.REJECTED, note=reason[:120], answered_at=timezone.now()
    )
    if letter.is_reprint:
        Delivery.objects.filter(pk=letter.delivery_id).update(reason=Reason.NOT_PRINTED)
    else:
        Delivery.objects.filter(pk=letter.delivery_id).update(state=State.FAILED, reason=Reason.NOT_PRINTED)
    note_problem(delivery=letter.delivery, kind=ProblemKind.REJECTED, note=reason, by=by)
