"""Taking what the system of record did with a change."""

from django.db import transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.changes.enums import AnswerStatus, Refusal, State
from customer_connect.domain.changes.exceptions import NotWaitingForAnswer
from customer_connect.domain.changes.models import ChangeAnswer, ReportedChange
from customer_connect.domain.changes.news import tell_of_news

# An answer proves that the change arrived, even where a crash kept us from noting that it was sent.
_ANSWERABLE = (State.ACCEPTED, State.SENT)


@transaction.atomic
def take_answer(*, change: ReportedChange, answer: ChangeAnswer, by: Actor) -> None:
    """Bring a change to its end, and tell its author that there is news. Raises NotWaitingForAnswer."""
    is_done = answer.status == AnswerStatus.ACCEPTED
    values = {
        "state": State.DONE if is_done else State.NOT_ACCEPTED,
        "refusal": "" if is_done else answer.reason or Refusal.OTHER,
    }
    answerable = ReportedChange.objects.filter(pk=change.pk, state__in=_ANSWERABLE, package__isnull=False)
    if not answerable.update(**values):
        raise NotWaitingForAnswer
    change.refresh_from_db()
    record(
        "changes.done" if is_done else "changes.refused_by_record",
        by=by,
        participant_id=change.author_id,
        receipt=change.receipt_number,
        reason=change.refusal,
    )
    tell_of_news(change, by=by)
