"""Being away, and who stands in meanwhile: they see and do the work of whoever is away."""

from datetime import date

from django.db import transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.identity.models import StaffMember


class CannotStandIn(Exception):
    """Nobody stands in for themselves, and nobody who may not sign in."""


@transaction.atomic
def set_away(
    *, staff: StaffMember, away_from: date, away_until: date | None, stand_in: StaffMember, by: Actor
) -> None:
    """Note from when to when somebody is away (inclusive; without an end until they say so), and who stands in.

    Raises CannotStandIn.
    """
    if stand_in.pk == staff.pk or not stand_in.is_active:
        raise CannotStandIn
    staff.away_from, staff.away_until, staff.stand_in = away_from, away_until, stand_in
    staff.save(update_fields=["away_from", "away_until", "stand_in"])
    record(
        "staff.away",
        by=by,
        staff=staff.pk,
        stand_in=stand_in.pk,
        away_from=away_from.isoformat(),
        away_until=away_until.isoformat() if away_until else None,
    )


@transaction.atomic
def set_back(*, staff: StaffMember, by: Actor) -> None:
    """Note that somebody is back, or does not go: nobody stands in for them."""
    staff.away_from, staff.away_until, staff.stand_in = None, None, None
    staff.save(update_fields=["away_from", "away_until", "stand_in"])
    record("staff.back", by=by, staff=staff.pk)
