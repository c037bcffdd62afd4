"""What a webhook brings, as an answer."""

from collections.abc import Mapping

from customer_connect.phone.turns import Ask, Heard
from customer_connect.providers.speech import ACCEPT_FROM, CONFIRM_FROM

# Some of the cloud's recognisers never tell how sure they are: then the dialogue asks whether it heard right.
_UNSURE = (ACCEPT_FROM + CONFIRM_FROM) / 2
_FAILED_TRANSFERS = {"busy", "no-answer", "failed", "canceled"}
_KEYS = frozenset("0123456789*")
# What the cloud writes for callers who withhold their number: ANONYMOUS, BLOCKED, RESTRICTED, UNAVAILABLE, UNKNOWN on a
# keypad.
_WITHHELD = {"+266696687", "+2562533", "+7378742833", "+86282452253", "+8656696"}


def heard_of(form: Mapping[str, str], ask: Ask) -> Heard | None:
    """Return what was heard; None where it was nothing that counts: a # at a menu, which only ends numbers."""
    keys = "".join(key for key in form.get("Digits", "") if key in _KEYS)
    if keys:
        return Heard(keys=_complete(keys, ask))
    if form.get("FinishedOnKey") == "#" or form.get("Digits"):
        return None
    if speech := form.get("SpeechResult", "").strip():
        return Heard(speech=speech, confidence=_confidence_of(form.get("Confidence", "")))
    return Heard(is_silence=True)


def has_failed(form: Mapping[str, str]) -> bool:
    """Tell whether nobody took a transferred call."""
    return form.get("DialCallStatus", "") in _FAILED_TRANSFERS


def number_of(form: Mapping[str, str], name: str) -> str:
    """Return a telephone number in E.164, or "" where it is withheld, a SIP address or a name."""
    number = form.get(name, "").strip()
    is_number = number[:1] == "+" and number[1:].isascii() and number[1:].isdigit() and len(number) <= 16
    return number if is_number and number not in _WITHHELD else ""


def _complete(keys: str, ask: Ask) -> str:
    """Return the number that counts: a * within it says that it is to be asked for again, as "*" alone."""
    return "*" if ask.digits and "*" in keys else keys


def _confidence_of(told: str) -> float:
    try:
        confidence = float(told)
    except ValueError:
        return _UNSURE
    return min(1.0, confidence) if confidence > 0 else _UNSURE
