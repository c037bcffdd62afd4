"""Asking the author of a report back, and their answer."""

from django.db import transaction
from django.utils import timezone

from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.changes.enums import State
from customer_connect.domain.changes.exceptions import AlreadyDecided, AuthorIsNeverTold, NeedsWords, NotAsked
from customer_connect.domain.changes.models import Question, ReportedChange
from customer_connect.domain.changes.models.questions import ANSWER_PURPOSE, QUESTION_PURPOSE
from customer_connect.domain.changes.news import tell_of_news


@transaction.atomic
def ask_back(*, change: ReportedChange, question: str, by: Actor) -> Question:
    """Ask the author something, in their language; the report waits for the answer.

    Raises AlreadyDecided (or asked already), NeedsWords, AuthorIsNeverTold: a question about the other party would
    tell what is known of them.
    """
    if change.is_about_other_party:
        raise AuthorIsNeverTold
    if not question.strip():
        raise NeedsWords
    if not ReportedChange.objects.filter(pk=change.pk, state=State.PENDING).update(state=State.ASKED):
        raise AlreadyDecided
    change.refresh_from_db()
    asked = Question.objects.create(
        change=change,
        question_sealed=seal(question.strip(), purpose=QUESTION_PURPOSE),
        asked_at=timezone.now(),
        asked_by=by.key,
    )
    record("changes.asked_back", by=by, participant_id=change.author_id, receipt=change.receipt_number)
    tell_of_news(change, by=by)
    return asked


@transaction.atomic
def answer_question(*, participant: Participant, report: ReportedChange, answer: str, by: Actor) -> None:
    """Answer what was asked about one's own report: it waits for the agency again. Raises NotAsked, NeedsWords."""
    if not answer.strip():
        raise NeedsWords
    mine = ReportedChange.objects.visible_to(participant).filter(pk=report.pk, state=State.ASKED)
    if not mine.update(state=State.PENDING):
        raise NotAsked
    sealed = seal(answer.strip(), purpose=ANSWER_PURPOSE)
    Question.objects.filter(change=report, answered_at=None).update(
        answer_sealed=sealed, answered_at=timezone.now()
    )
    report.refresh_from_db()
    record("changes.answered", by=by, participant_id=participant.pk, receipt=report.receipt_number)
