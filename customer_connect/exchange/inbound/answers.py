"""Bringing changes to their end by the answers of the system of record that have landed."""

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.changes.actions.take_answer import take_answer
from customer_connect.domain.changes.enums import State
from customer_connect.domain.changes.models import ChangeAnswer, ReportedChange


def take_answers(*, by: Actor) -> None:
    """Take every answer to a change that is still under way, in the transaction that is open."""
    under_way = ReportedChange.objects.filter(state__in=[State.ACCEPTED, State.SENT], package__isnull=False)
    answered = (
        under_way.filter(pk__in=ChangeAnswer.objects.values("pk")).select_related("author").order_by("pk")
    )
    changes = list(answered)
    answers = ChangeAnswer.objects.in_bulk([change.pk for change in changes])
    for change in changes:
        take_answer(change=change, answer=answers[change.pk], by=by)
