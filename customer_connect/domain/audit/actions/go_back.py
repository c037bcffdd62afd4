"""Going on after the database was restored, openly."""

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Seal
from customer_connect.domain.audit.witnessing import going_back
from customer_connect.providers.witnesses import witness


def go_back(*, reason: str, by: Actor) -> int:
    """Tell witness and trail that later seals are gone and why. Returns the number of the seal that is now the last."""
    last = Seal.objects.in_order().last()
    number = last.number if last else 0
    if known := witness():
        known.tell([going_back(reason=reason)])
    record("audit.went_back", by=by, seal=number, reason=reason)
    return number
