"""Which reports may be accepted many at once: those with which nobody can be robbed or found."""

from customer_connect.domain.changes.enums import Kind, State
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.identity.models import ConfirmedContact


def is_safe_in_bulk(change: ReportedChange) -> bool:
    """Tell whether a report needs no closer look: a language, or an email that its author confirmed with a code.

    Never anything about the other party, of a person with the family-violence indicator, asked back or refused before,
    or that a later report of the same kind overtook. Addresses, phones and employers always get a look of their own:
    checks, calls and wage orders go there.
    """
    if change.state != State.PENDING or change.reopened_at or change.author.has_family_violence_indicator:
        return False
    if change.kind == Kind.LANGUAGE:
        return not later_reports_of(change)
    if change.kind != Kind.EMAIL or not (email := change.details["email"]):
        return False
    confirmed = ConfirmedContact.objects.visible_to(change.author).of_address(Channel.EMAIL, email)
    return confirmed.exists() and not later_reports_of(change)


def later_reports_of(change: ReportedChange) -> list[ReportedChange]:
    """Return what the same author reported later of the same kind, and about the same person, and did not take back."""
    same = ReportedChange.objects.filter(author=change.author_id, kind=change.kind, about=change.about_id)
    return list(same.filter(pk__gt=change.pk).exclude(state=State.WITHDRAWN).newest_first())
