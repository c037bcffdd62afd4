"""What every document's page says: whose it is, who made it, when, and how to reach the agency."""

import re
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from customer_connect.core.agencies import agency
from customer_connect.core.dates import format_day, today

_DEFAULT_COLOR = "#1a4480"


def page(*, title: str, participant_number: str, made_on: date | None = None) -> dict[str, Any]:
    """Return the words around a document, in the language in force. `made_on` is today by default."""
    profile = agency()
    phone = profile.phones.toll_free
    number = f"{phone[2:5]}-{phone[5:8]}-{phone[8:]}" if re.fullmatch(r"\+1\d{10}", phone) else phone
    made = format_day(made_on or today())
    return {
        "title": title,
        "language": (get_language() or "en")[:2],
        "agency": str(profile.name),
        "department": str(profile.department),
        "description": _("%(title)s, made on %(date)s by %(agency)s")
        % {"title": title, "date": made, "agency": profile.name},
        "keywords": [str(profile.product), title],
        "made-on": _("Made on %(date)s") % {"date": made},
        "running": _("Participant ID %(number)s") % {"number": participant_number},
        "foot": _("%(agency)s, %(phone)s") % {"agency": profile.name, "phone": number},
        # {page} and {pages} are filled in where the page count is known.
        "page-of": _("Page {page} of {pages}"),
        "color": profile.colors.primary
        if re.fullmatch(r"#[0-9a-fA-F]{6}", profile.colors.primary)
        else _DEFAULT_COLOR,
    }
