"""The receipt of a reported change as a document: proof that the agency was told, when, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from customer_connect.core.dates import format_moment
from customer_connect.documents.compiling import render
from customer_connect.documents.pages import page


@dataclass(frozen=True)
class ReportedValue:
    """One field that was reported: its label and what was entered."""

    label: str
    value: str


@dataclass(frozen=True)
class ChangeReceipt:
    """What the receipt tells. Labels and sentences are as people read them, in the language in force.

    `values` may be given for what people report of themselves. What they report of the other party is written down
    once and never shown again, so a receipt of that takes none.
    """

    receipt_number: str
    reported_at: datetime
    participant_name: str
    participant_number: str
    kind: str
    state: str
    what_next: str
    is_about_other_party: bool
    values: Sequence[ReportedValue] = ()

    def __post_init__(self) -> None:
        if self.is_about_other_party and self.values:
            raise ValueError("A receipt never repeats what was reported about the other party.")


def render_change_receipt(receipt: ChangeReceipt) -> bytes:
    """Return the receipt as a tagged PDF in the language in force."""
    return render("change_receipt.typ", _data(receipt))


def _data(receipt: ChangeReceipt) -> dict[str, Any]:
    return {
        "page": page(
            title=_("Receipt of a Reported Change"),
            participant_name=receipt.participant_name,
            participant_number=receipt.participant_number,
            made_on=timezone.localdate(receipt.reported_at),
        ),
        "number-label": _("Receipt number"),
        "number": receipt.receipt_number,
        "received": _("On %(moment)s we received your report.")
        % {"moment": format_moment(receipt.reported_at)},
        "facts": [
            {"label": _("Name"), "value": receipt.participant_name},
            {"label": _("Participant ID"), "value": receipt.participant_number},
            {"label": _("What you reported"), "value": receipt.kind},
            {"label": _("Status"), "value": receipt.state},
        ],
        "values-heading": _("What you entered"),
        "values": [{"label": one.label, "value": one.value} for one in receipt.values if one.value],
        "next-heading": _("What happens next"),
        "next": receipt.what_next,
        "notes": [
            _("Keep this receipt. Give its number when you ask us about this report."),
            *(
                [_("To protect everyone in the case, this receipt does not repeat what you told us.")]
                if receipt.is_about_other_party
                else []
            ),
        ],
    }
