"""The notice that somebody asked for a new PIN, which went out another way than by this letter."""

from typing import Any

from django.utils.translation import gettext as _

from customer_connect.core.agencies import agency
from customer_connect.core.dates import format_day
from customer_connect.documents.letter_pages import phone_number, site
from customer_connect.domain.deliveries.letters import Letter


def words() -> dict[str, Any]:
    """Return what every such notice says, in the language in force. {date} is filled in later."""
    places = {"site": site(), "phone": phone_number(), "product": agency().product, "date": "{date}"}
    return {
        "title": _("Somebody asked for a new PIN"),
        "news": _(
            "On %(date)s somebody asked for a new PIN for your %(product)s account. We sent it by email."
        )
        % places,
        "mine": {
            "heading": _("If you asked for it"),
            "text": _("All is well. You do not need to do anything."),
        },
        "not-mine": {
            "heading": _("If you did not ask for it"),
            "text": _(
                "The PIN you have still works. Somebody else may be able to read your email. Do this today:"
            ),
            "steps": [
                _("Call us at %(phone)s. We can lock your account.") % places,
                _("Sign in at %(site)s and change your PIN. The PIN that was sent then no longer works.")
                % places,
                _("Change the password of your email."),
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
