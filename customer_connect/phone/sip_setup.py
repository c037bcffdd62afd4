"""What the SIP side is handed: its settings out of Django's and the agency's, and what it has to say by itself."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext

from customer_connect.phone.gateways.sip.settings import Announcements, SipSettings

# Two ports a call: sound and its control. More than a process can hold, so that none is used again at once.
RTP_PORTS_A_PROCESS = 2_000


def sip_settings(*, number: int = 1) -> SipSettings:
    """Return the settings of the process of this number, from 1. Raises ValueError for what cannot be."""
    ours = SipSettings(announcements=_announcements(), **settings.SIP)
    first_rtp = ours.rtp_ports[0] + (number - 1) * RTP_PORTS_A_PROCESS
    lines, tty_users = _lines()
    return replace(
        ours,
        port=port_of(ours.port, number),
        rtp_ports=(first_rtp, first_rtp + RTP_PORTS_A_PROCESS - 1),
        lines=lines,
        tty_users=tty_users,
        country=settings.AGENCY.place.country,
        health_file=health_file(number),
    )


def port_of(first: int, number: int) -> int:
    """Return the SIP port of a process; the one after it is for TLS."""
    return first + 2 * (number - 1)


def health_file(number: int) -> Path:
    """Return where the process of this number writes how it goes."""
    return Path(settings.VAR_DIR) / "phone" / f"sip-{number}.json"


def _lines() -> tuple[dict[str, str], frozenset[str]]:
    """Return which number each user part of a SIP address stands for, and which of them get text."""
    phones = settings.AGENCY.phones
    named = {"connect": phones.toll_free, "tty": phones.tty, "abroad": phones.outside_us}
    lines = {name: number for name, number in named.items() if number}
    for number in named.values():
        digits = number.removeprefix("+")
        # As trunks write it: in E.164, without the plus, and as people here dial it.
        lines |= dict.fromkeys((number, digits, digits.removeprefix("1")), number)
    lines.pop("", None)
    return lines, frozenset(user for user, number in lines.items() if number == phones.tty)


def _announcements() -> Announcements:
    return Announcements(
        busy=_in_all_languages(
            lambda: pgettext("phone", "All our lines are busy. Please call again in a few minutes. Goodbye.")
        ),
        trouble=_in_all_languages(
            lambda: pgettext(
                "phone",
                "We are sorry. Something on our side does not work. Please call again later. Goodbye.",
            )
        ),
        closing=_in_all_languages(
            lambda: pgettext(
                "phone", "We have to end this call now. Please call again in a few minutes. Goodbye."
            )
        ),
    )


def _in_all_languages(text: Callable[[], str]) -> dict[str, str]:
    texts = {}
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            texts[language] = text()
    return texts
