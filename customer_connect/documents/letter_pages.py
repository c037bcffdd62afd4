"""What every letter shows besides its own words: who writes, from where, and how to reach them."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from customer_connect.core.agencies import agency
from customer_connect.core.opening_hours import opening_hours
from customer_connect.core.phones import format_phone

_DEFAULT_COLOR = "#1a4480"


def frame() -> dict[str, Any]:
    """Return the words around a letter, in the language in force. {name} and {reference} are filled in later."""
    profile = agency()
    return {
        "agency": str(profile.name),
        "department": str(profile.department),
        "return-address": profile.place.mailing_address,
        "greeting": _("Dear %(name)s:") % {"name": "{name}"},
        "questions": _("Questions?"),
        "hours": opening_hours(),
        "reference": _("Reference %(reference)s") % {"reference": "{reference}"},
        "phones": [
            {"label": _("Toll-free"), "number": format_phone(profile.phones.toll_free)},
            {"label": _("TTY"), "number": format_phone(profile.phones.tty)},
            {"label": _("Outside the U.S."), "number": format_phone(profile.phones.outside_us)},
        ],
        "site": site(),
    }


def color() -> str:
    """Return the agency's colour, if it is one that a printer can be told."""
    primary = agency().colors.primary
    return primary if re.fullmatch(r"#[0-9a-fA-F]{6}", primary) else _DEFAULT_COLOR


def site() -> str:
    """Return the site's name as people type it."""
    return urlsplit(settings.PUBLIC_URL).netloc


def phone_number() -> str:
    """Return the toll-free number as people dial it."""
    return format_phone(agency().phones.toll_free)
