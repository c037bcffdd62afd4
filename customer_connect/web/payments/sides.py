"""The two sides of a person's payments, and how their pages call things."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customer_connect.core.agencies import agency
from customer_connect.core.labels import labels_of
from customer_connect.documents.payment_entries import Direction
from customer_connect.domain.cases.own_cases import OwnCase
from customer_connect.domain.payments.enums import (
    DisbursementStatus,
    EntryKind,
    Method,
    ReceiptStatus,
    Source,
)
from customer_connect.domain.payments.ledgers import MADE, SENT, Ledger


@dataclass(frozen=True)
class Side:
    """One side: its ledger, the name its addresses begin with, its words."""

    ledger: Ledger
    slug: str
    direction: Direction
    title: str | Promise
    statuses: type[models.TextChoices]
    ways: type[models.TextChoices]
    finding: str | Promise
    nothing: str | Promise

    def is_of(self, case: OwnCase) -> bool:
        """Tell whether a person with this part in a case is on this side of its payments."""
        return case.pays if self.ledger is MADE else case.is_paid

    def way_labels(self) -> dict[str, str]:
        """Return the words for how money moved, without the ways that the agency does not let a page name."""
        labels = labels_of(self.ways)
        if self.ways is Source:
            return {way: labels[way] for way in agency().privacy.payment_sources_shown if way in labels}
        return labels

    def way_label(self, kind: str, way: str) -> str:
        """Return how a payment moved, or nothing where a page may not name it. Other entries did not move so."""
        return self.way_labels().get(way, "") if kind == EntryKind.PAYMENT else ""


PAYMENTS_MADE = Side(
    ledger=MADE,
    slug="made",
    direction=Direction.MADE,
    title=_("Payments I Made"),
    statuses=ReceiptStatus,
    ways=Source,
    finding=_("Payments made by %(name)s"),
    nothing=_("No payments were made by %(name)s in this period."),
)
PAYMENTS_SENT = Side(
    ledger=SENT,
    slug="sent_to_me",
    direction=Direction.SENT_TO_ME,
    title=_("Payments Sent to Me"),
    statuses=DisbursementStatus,
    ways=Method,
    finding=_("Payments sent to %(name)s"),
    nothing=_("No payments were sent to %(name)s in this period."),
)
SIDES = (PAYMENTS_MADE, PAYMENTS_SENT)


def sides_of(cases: Iterable[OwnCase]) -> list[Side]:
    """Return the sides that a person with these cases is on."""
    cases = list(cases)
    return [side for side in SIDES if any(side.is_of(case) for case in cases)]
