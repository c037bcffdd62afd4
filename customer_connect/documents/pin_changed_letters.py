"""The notice that a PIN was changed, so that nobody takes over an account unseen."""

from typing import Any

from django.utils.translation import gettext as _

from customer_connect.core.agencies import agency
from customer_connect.core.dates import format_day
from customer_connect.documents.letter_pages import phone_number, site
from customer_connect.domain.deliveries.letters import Letter


def words() -> dict[str, Any]:
    """Return what every notice of a changed PIN says, in the language in force. {date} is filled in later."""
    places = {"site": site(), "phone": phone_number(), "product": agency().product, "date": "{date}"}
    return {
        "title": _("Your PIN was changed"),
        "news": _("The PIN for your %(product)s account was changed on %(date)s.") % places,
        "mine": {
            "heading": _("If you changed it"),
            "text": _("All is well. You do not need to do anything."),
        },
        "not-mine": {
            "heading": _("If you did not change it"),
            "text": _("Somebody else may be in your account. Do this today:"),
            "steps": [
                _("Call us at %(phone)s. We can lock your account.") % places,
                _("Get a new PIN: go to %(site)s, choose Log in and then “Forgot PIN?”.") % places,
                _("When you are signed in, look at My Profile and check that what we have is right."),
            ],
        },
        "notes": [
            _("Nobody can make payments or take money with your PIN."),
            _("We never call, text or email to ask for your PIN. It is not in this letter either."),
        ],
    }


def details(letter: Letter) -> dict[str, Any]:
    """Return what is this letter's own, in the language in force."""
    return {"happened": format_day(letter.happened_on)}
