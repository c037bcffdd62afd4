"""One case as one of its parties may see it."""

from dataclasses import dataclass
from datetime import date

from customer_connect.domain.cases.models import CaseMember, Office, Order, Participant
from customer_connect.domain.cases.own_cases import OwnCase, own_cases
from customer_connect.domain.cases.parties import Child, OtherParty, children, other_parties


class CaseNotFound(LookupError):
    """There is no such case, or the person is no party to it."""


@dataclass(frozen=True)
class OwnOrder:
    """An order, with whether the reader is the one who pays it and, where not, what to call the one who does."""

    order: Order
    is_mine: bool
    payer: str
    has_ended: bool


@dataclass(frozen=True)
class CaseDetails:
    """A case, who is in it as far as the reader may know, its orders, and the office that serves the reader."""

    case: OwnCase
    children: list[Child]
    other_parties: list[OtherParty]
    orders: list[OwnOrder]
    office: Office | None


def case_details(participant: Participant, case_id: int, *, on: date) -> CaseDetails:
    """Return a case of this person's as it stands on a day. Raises CaseNotFound."""
    case = next((case for case in own_cases(participant) if case.case_id == case_id), None)
    if case is None:
        raise CaseNotFound
    parties = other_parties(participant, on=on).get(case_id, [])
    labels = {party.participant_id: party.label for party in parties}
    orders = (
        Order.objects.visible_to(participant).filter(case=case_id).order_by("-begins_on", "obligation", "id")
    )
    membership = CaseMember.objects.visible_to(participant).select_related("office").get(case=case_id)
    return CaseDetails(
        case,
        children(participant, role=case.role, case_id=case_id, on=on),
        parties,
        [
            OwnOrder(
                order,
                order.payer_id == participant.pk,
                labels.get(order.payer_id, ""),
                order.ends_on is not None and order.ends_on < on,
            )
            for order in orders
        ],
        membership.office,
    )
