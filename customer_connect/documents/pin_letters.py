"""The letter that brings a temporary PIN.

It names no Participant ID, case or SSN: whoever opens it holds one half of what signing in takes, not both.
"""

from typing import Any

from django.utils.translation import gettext as _

from customer_connect.core.agencies import agency
from customer_connect.core.dates import format_day
from customer_connect.documents.letter_pages import phone_number, site
from customer_connect.domain.deliveries.letters import Letter
from customer_connect.domain.deliveries.messages import TemporaryPinLetter


def words() -> dict[str, Any]:
    """Return what every PIN letter says, in the language in force."""
    product = agency().product
    places = {"site": site(), "phone": phone_number(), "product": product}
    number = (
        _("Enter your Participant ID or Social Security number, and then this PIN.")
        if agency().identifiers.sign_in_with_ssn
        else _("Enter your Participant ID, and then this PIN.")
    )
    return {
        "title": _("Your temporary PIN"),
        "requested": _("You asked for a new PIN for %(product)s. Here is a temporary one.") % places,
        "unasked": _(
            "You can now see your child support case online and by phone with %(product)s, at any time, for free. Here "
            "is the temporary PIN for your first sign-in."
        )
        % places,
        "replaces": _("If you got a temporary PIN before, only this one works now."),
        "pin-label": _("Your temporary PIN"),
        "until-label": _("Use it by"),
        "once": _("It works one time only."),
        "steps-heading": _("How to use it"),
        "steps": [
            _("Go to %(site)s and choose Log in. Or call %(phone)s.") % places,
            number,
            _("Choose a new PIN that only you know. From then on, use your new PIN."),
        ],
        "participant-id": _(
            "To keep you safe, your Participant ID is not in this letter. It is on a child support check or billing "
            "statement."
        ),
        "safety-heading": _("Keep your PIN safe"),
        "safety": [
            _("Do not give it to anybody. We never call, text or email to ask for your PIN."),
            _("Destroy this letter when you have your new PIN."),
            _("You did not expect this letter? Call us. Somebody may have used your name."),
        ],
    }


def details(letter: Letter) -> dict[str, Any]:
    """Return what is this letter's own, in the language in force."""
    message = letter.message
    if not isinstance(message, TemporaryPinLetter):
        raise TypeError(f"{message.name} is no temporary PIN")
    return {
        "pin": group_digits(message.pin),
        "until": format_day(message.until_on),
        "was-requested": message.was_requested,
    }


def group_digits(pin: str) -> str:
    """Write a PIN as people read digits: 482 913, 4821 9130, 482 913 507."""
    size = 4 if len(pin) % 4 == 0 or len(pin) % 3 == 1 else 3
    return " ".join(pin[start : start + size] for start in range(0, len(pin), size))
