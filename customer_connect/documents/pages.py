"""What every document's page says: whose it is, who made it, when, and how to reach the agency."""

import re
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from customer_connect.core.agencies import agency
from customer_connect.core.dates import format_day, today

_DEFAULT_COLOR = "#1a4480"


def page(
    *, title: str, participant_name: str, participant_number: str, made_on: date | None = None
) -> dict[str, Any]:
    """Return the words around a document, in the language in force. `made_on` is today by default."""
    profile = agency()
    color = profile.colors.primary
    return {
        "title": title,
        "language": (get_language() or "en")[:2],
        "agency": str(profile.name),
        "department": str(profile.department),
        "address": profile.place.mailing_address,
        "description": _("%(title)s, made on %(date)s by %(agency)s")
        % {"title": title, "date": format_day(made_on or today()), "agency": profile.name},
        "keywords": [str(profile.product), title],
        "running": _("%(name)s, Participant ID %(number)s")
        % {"name": participant_name, "number": participant_number},
        "foot": _("%(agency)s, %(phone)s, TTY %(tty)s")
        % {
            "agency": profile.name,
            "phone": _plain(profile.phones.toll_free),
            "tty": _plain(profile.phones.tty),
        },
        # {page} and {pages} are filled in where the page count is known, {sign} where the sign is.
        "page-of": _("Page {page} of {pages}"),
        "missing": _("The sign {sign} stands for a character that this document cannot print."),
        "color": color if re.fullmatch(r"#[0-9a-fA-F]{6}", color) else _DEFAULT_COLOR,
    }


def _plain(phone: str) -> str:
    """Write a number of North America as 866-901-3212, any other as it is."""
    return f"{phone[2:5]}-{phone[5:8]}-{phone[8:]}" if re.fullmatch(r"\+1\d{10}", phone) else phone
