"""Form fields for what people type about themselves: names, addresses, numbers."""

import re
import unicodedata
from typing import Any

import phonenumbers
from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# USPS abbreviations: states, the District of Columbia, territories, freely associated states, and military posts.
STATES = (
    *(
        "AK",
        "AL",
        "AR",
        "AZ",
        "CA",
        "CO",
        "CT",
        "DC",
        "DE",
        "FL",
        "GA",
        "HI",
        "IA",
        "ID",
        "IL",
        "IN",
        "KS",
        "KY",
    ),
    *(
        "LA",
        "MA",
        "MD",
        "ME",
        "MI",
        "MN",
        "MO",
        "MS",
        "MT",
        "NC",
        "ND",
        "NE",
        "NH",
        "NJ",
        "NM",
        "NV",
        "NY",
        "OH",
    ),
    *("OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY"),
    *("AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI", "AA", "AE", "AP"),
)
_ZIP = re.compile(r"\d{5}(-\d{4})?")


def plain_text(value: str, *, keep_lines: bool = False) -> str:
    """Return the text without control and direction marks, its white space folded, its accents in one form."""
    lines = unicodedata.normalize("NFC", value).splitlines() if keep_lines else [value]
    cleaned = (
        "".join(" " if mark.isspace() else mark for mark in line if mark.isspace() or not _is_hidden(mark))
        for line in lines
    )
    return "\n".join(" ".join(unicodedata.normalize("NFC", line).split()) for line in cleaned).strip()


def _is_hidden(mark: str) -> bool:
    """Tell whether a character shows nothing: controls, and the marks that turn text around."""
    return unicodedata.category(mark) in {"Cc", "Cf", "Co", "Cs", "Cn"} and mark != "\N{ZERO WIDTH JOINER}"


class PlainTextField(forms.CharField):
    """One line of text, or a few."""

    def __init__(self, *, rows: int = 1, autocomplete: str = "off", **options: Any) -> None:
        attrs = {"autocomplete": autocomplete}
        if rows > 1:
            options["widget"] = forms.Textarea(attrs={**attrs, "rows": rows})
        else:
            options.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**options)
        self.keep_lines = rows > 1

    def to_python(self, value: Any) -> str:
        """Return the cleaned text."""
        return plain_text(super().to_python(value) or "", keep_lines=self.keep_lines)


class PhoneField(PlainTextField):
    """A telephone number as somebody types it; cleaned to E.164."""

    def __init__(self, *, autocomplete: str = "tel", **options: Any) -> None:
        widget = forms.TextInput(
            attrs={"type": "tel", "autocomplete": autocomplete, "class": "usa-input--medium"}
        )
        super().__init__(max_length=40, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        """Return the number in E.164. Raises ValidationError."""
        typed = super().to_python(value)
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, "US")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or number.extension or not _is_whole(number):
            raise ValidationError(
                _(
                    "Enter a phone number with its area code, like 916-555-0100. "
                    "Begin numbers of other countries with +."
                )
            )
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_whole(number: phonenumbers.PhoneNumber) -> bool:
    """Tell whether it has its area code. Whether the exchange gave it to somebody is not for us to say."""
    possible = phonenumbers.ValidationResult.IS_POSSIBLE
    return bool(phonenumbers.is_possible_number_with_reason(number) == possible)


class CountryField(forms.ChoiceField):
    """A country by its two letters, named in the reader's language, the United States first."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=country_choices, **options)


def country_choices() -> list[tuple[str, str]]:
    """Return all countries in the language in force."""
    names = Locale.parse(get_language() or "en").territories
    countries = [
        (code, name)
        for code, name in names.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in _NOT_COUNTRIES
    ]
    return sorted(countries, key=lambda country: (country[0] != "US", _sorted_as(country[1])))


_NOT_COUNTRIES = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}


def _sorted_as(name: str) -> str:
    return "".join(
        mark for mark in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(mark)
    )


def check_us_address(state: str, postal_code: str) -> dict[str, ValidationError]:
    """Return what is wrong with the state and ZIP Code of an address in the United States, by field."""
    wrong = {}
    if state not in STATES:
        wrong["state"] = ValidationError(_("Choose the state."))
    if not _ZIP.fullmatch(postal_code):
        wrong["postal_code"] = ValidationError(
            _("Enter a ZIP Code of 5 digits, like 95814, or of 9, like 95814-0001.")
        )
    return wrong
