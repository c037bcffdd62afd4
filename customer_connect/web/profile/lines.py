"""What is on file, and what was reported, as lines to read: a label and one or more lines of text."""

from dataclasses import dataclass

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from customer_connect.core.languages import Language
from customer_connect.core.phones import format_phone
from customer_connect.domain.changes.details import Details
from customer_connect.domain.changes.enums import Kind


@dataclass(frozen=True)
class Line:
    """One labelled line. With no text, nothing is on file."""

    label: str
    texts: list[str]


def lines_of(kind: Kind, details: Details) -> list[Line]:
    """Return what stands in the fields of one kind."""
    match kind:
        case Kind.ADDRESS:
            return [Line(_("Mailing address"), address_lines(details))]
        case Kind.PHONES:
            return [
                Line(_("Mobile phone"), _phone(details["mobile_phone"])),
                Line(_("Home phone"), _phone(details["home_phone"])),
                Line(_("Work phone"), _phone(details["work_phone"])),
            ]
        case Kind.EMAIL:
            return [Line(_("Email"), [details["email"]] if details["email"] else [])]
        case Kind.EMPLOYER:
            texts = [
                details["employer_name"],
                *details["employer_address"].splitlines(),
                *_phone(details["employer_phone"]),
            ]
            return [Line(_("Employer"), [text for text in texts if text])]
        case Kind.LANGUAGE:
            return [
                Line(_("Language for letters, emails and calls"), [str(Language(details["language"]).label)])
            ]
        case Kind.OTHER_PARTY:
            return []


def address_lines(details: Details) -> list[str]:
    """Return an address as it stands on an envelope. The country is named where it is another one."""
    city_line = " ".join(
        part
        for part in (", ".join(p for p in (details["city"], details["state"]) if p), details["postal_code"])
        if part
    )
    country = details["country"]
    abroad = (
        Locale.parse(get_language() or "en").territories.get(country, country)
        if country not in {"", "US"}
        else ""
    )
    lines = (details["address_line_1"], details["address_line_2"], city_line, abroad)
    return [line for line in lines if line] if details["address_line_1"] or details["city"] else []


def _phone(number: str) -> list[str]:
    return [format_phone(number)] if number else []
