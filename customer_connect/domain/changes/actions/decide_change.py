"""Deciding on what was reported. Two who decide at once: the first decides, the second is told."""

from django.db import transaction
from django.utils import timezone

from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.changes.enums import UNDECIDED, Refusal, State
from customer_connect.domain.changes.exceptions import AlreadyDecided, AuthorIsNeverTold, NeedsWords
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.changes.models.reports import WORDS_PURPOSE
from customer_connect.domain.changes.news import tell_of_news


@transaction.atomic
def accept_change(*, change: ReportedChange, by: Actor) -> None:
    """Accept a change: it goes to the system of record with the next package. Raises AlreadyDecided."""
    _decide(change, State.ACCEPTED, by=by)
    record(
        "changes.accepted",
        by=by,
        participant_id=change.author_id,
        receipt=change.receipt_number,
        kind=change.kind,
    )


@transaction.atomic
def reject_change(*, change: ReportedChange, reason: Refusal, words: str = "", by: Actor) -> None:
    """Reject a change. Its author is told, with the reason and the caseworker's own words in the author's language.

    Of a report about the other party its author learns nothing: there are no words, the reason is for the file alone.
    Raises AlreadyDecided, NeedsWords, AuthorIsNeverTold.
    """
    sealed = sealed_words(change, reason, words)
    _decide(change, State.NOT_ACCEPTED, refusal=reason, words_sealed=sealed, by=by)
    record(
        "changes.rejected",
        by=by,
        participant_id=change.author_id,
        receipt=change.receipt_number,
        kind=change.kind,
        reason=reason,
    )
    tell_of_news(change, by=by)


def sealed_words(change: ReportedChange, reason: Refusal, words: str) -> bytes | None:
    """Return the caseworker's own words as they are kept. Raises NeedsWords, AuthorIsNeverTold."""
    words = words.strip()
    if change.is_about_other_party and words:
        raise AuthorIsNeverTold
    if reason == Refusal.OTHER and not words and not change.is_about_other_party:
        raise NeedsWords
    return seal(words, purpose=WORDS_PURPOSE) if words else None


def _decide(
    change: ReportedChange,
    state: State,
    *,
    refusal: Refusal | str = "",
    words_sealed: bytes | None = None,
    by: Actor,
) -> None:
    """Write the decision, unless another one stands. An open question needs no answer any more."""
    decision = {
        "state": state,
        "refusal": refusal,
        "words_sealed": words_sealed,
        "decided_at": timezone.now(),
        "decided_by": by.key,
    }
    if not ReportedChange.objects.filter(pk=change.pk, state__in=UNDECIDED).update(**decision):
        raise AlreadyDecided
    change.refresh_from_db()
