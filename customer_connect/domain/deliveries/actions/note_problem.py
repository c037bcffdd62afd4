"""Telling staff of a letter that did not arrive, and saying that somebody has dealt with it."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.letter_enums import ProblemKind
from customer_connect.domain.deliveries.models import Delivery, LetterProblem


@transaction.atomic
def note_problem(*, delivery: Delivery, kind: ProblemKind, by: Actor, note: str = "") -> LetterProblem:
    """List a letter for whoever serves its addressee, once for each kind of problem.

    They find it by `LetterProblem.objects.open().for_caseworker(dee)`.
    """
    problem, is_new = LetterProblem.objects.get_or_create(
        delivery=delivery, kind=kind, defaults={"note": note[:120], "noted_at": timezone.now()}
    )
    if is_new:
        record(
            "deliveries.letter_problem",
            by=by,
            participant_id=delivery.participant_id,
            delivery=str(delivery.key),
            message=delivery.message,
            kind=kind,
        )
    return problem


@transaction.atomic
def settle_problem(*, problem: LetterProblem, by: Actor) -> None:
    """Take a problem off the list."""
    settled = LetterProblem.objects.open().filter(pk=problem.pk)
    if settled.order_by().update(handled_at=timezone.now(), handled_by=by.key[:64]):
        record(
            "deliveries.letter_problem_settled",
            by=by,
            participant_id=problem.delivery.participant_id,
            delivery=str(problem.delivery.key),
            kind=problem.kind,
        )
