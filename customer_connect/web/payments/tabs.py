"""The tabs of My Payments: each person sees those that can hold something of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.own_cases import OwnCase
from customer_connect.domain.payments.histories import History
from customer_connect.web.addresses import address
from customer_connect.web.payments.sides import PAYMENTS_SENT, SIDES, sides_of


@dataclass(frozen=True)
class Tab:
    """A tab and whether it is the one being read."""

    label: str
    url: str
    is_current: bool


def tabs_of(participant: Participant, cases: Sequence[OwnCase], *, current: str) -> list[Tab]:
    """Return the tabs of this person: by their part in their cases, by what is on record, and the one being read."""
    sides = sides_of(cases)
    case_ids = [case.case_id for case in cases]
    tabs = []
    for side in SIDES:
        has_side = side in sides
        if has_side or side.slug == current or not History(side.ledger, participant.pk, case_ids).is_empty():
            tabs.append(Tab(str(side.title), address(f"payments:{side.slug}"), side.slug == current))
    if PAYMENTS_SENT in sides or current == "expected":
        tabs.append(Tab(_("Payments I Am Expecting"), address("payments:expected"), current == "expected"))
    return tabs
