"""What staff can do when a refusal was wrong, or badly explained: look again, or give another reason."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.changes.actions.decide_change import sealed_words
from customer_connect.domain.changes.enums import Refusal, State
from customer_connect.domain.changes.exceptions import NotRefused
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.changes.news import tell_of_news


@transaction.atomic
def reopen_change(*, change: ReportedChange, by: Actor) -> None:
    """Take back a refusal of staff: the report waits for a decision again, and its author may be asked.

    What the system of record refused has to be reported anew. Raises NotRefused.
    """
    refused = ReportedChange.objects.filter(pk=change.pk, state=State.NOT_ACCEPTED, package=None)
    nothing = {"refusal": "", "words_sealed": None, "decided_at": None, "decided_by": ""}
    if not refused.update(state=State.PENDING, reopened_at=timezone.now(), **nothing):
        raise NotRefused
    record(
        "changes.reopened",
        by=by,
        participant_id=change.author_id,
        receipt=change.receipt_number,
        reason_before=change.refusal,
    )
    change.refresh_from_db()


@transaction.atomic
def correct_refusal(*, change: ReportedChange, reason: Refusal, words: str = "", by: Actor) -> None:
    """Give another reason, or other words, for a refusal that stands. Its author is told that there is news.

    Raises NotRefused, NeedsWords, AuthorIsNeverTold.
    """
    sealed = sealed_words(change, reason, words)
    refused = ReportedChange.objects.filter(pk=change.pk, state=State.NOT_ACCEPTED)
    if not refused.update(refusal=reason, words_sealed=sealed):
        raise NotRefused
    record(
        "changes.refusal_corrected",
        by=by,
        participant_id=change.author_id,
        receipt=change.receipt_number,
        reason=reason,
        reason_before=change.refusal,
    )
    change.refresh_from_db()
    tell_of_news(change, by=by)
