"""The notice that contact information is changing, sent to the address that is on file until then.

It does not tell the new information: whoever lives at the old address may be who somebody moved away from.
"""

from typing import Any

from django.utils.translation import gettext as _

from customer_connect.core.agencies import agency
from customer_connect.core.dates import format_day
from customer_connect.documents.letter_pages import phone_number, site
from customer_connect.domain.deliveries.letters import Letter


def words() -> dict[str, Any]:
    """Return what every notice of changing contact information says, in the language in force."""
    places = {"site": site(), "phone": phone_number(), "date": "{date}"}
    days = {"days": agency().pin.contact_change_hold_days}
    return {
        "title": _("Your contact information is changing"),
        "news": _(
            "On %(date)s we were asked to change your contact information: your address, email or phone number."
        )
        % places,
        "mine": {
            "heading": _("If you asked for it"),
            "text": _("All is well. You do not need to do anything."),
        },
        "not-mine": {
            "heading": _("If you did not ask for it"),
            "text": _("Somebody else may have used your name. Do this today:"),
            "steps": [
                _("Call us at %(phone)s. We can stop the change.") % places,
                _("Go to %(site)s, sign in and change your PIN under My Profile.") % places,
            ],
        },
        "notes": [
            _("For %(days)s days we send no PIN to a new address, unless you prove that it is yours.") % days,
            _("To keep it private, this letter does not show the new information."),
        ],
    }


def details(letter: Letter) -> dict[str, Any]:
    """Return what is this letter's own, in the language in force."""
    return {"happened": format_day(letter.happened_on)}
