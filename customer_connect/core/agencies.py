"""The profile of one agency: its names, numbers, hours and policy, as typed values.

`settings.AGENCY` holds the one in force; `agency()` returns it with its type.
"""

from dataclasses import dataclass, fields
from datetime import time
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language


class AgencyFileError(ValueError):
    """An agency file lacks an entry or holds one of the wrong kind."""


@dataclass(frozen=True)
class Text:
    """One text in each language of the platform."""

    en: str
    es: str

    def __str__(self) -> str:
        return self.es if (get_language() or "en").startswith("es") else self.en


@dataclass(frozen=True)
class Place:
    """Where the agency is and what clock it keeps."""

    time_zone: str
    state: str
    country: str
    mailing_address: list[str]

    @property
    def zone(self) -> ZoneInfo:
        """The agency's time zone."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True)
class Phones:
    """Numbers in E.164."""

    toll_free: str
    tty: str
    outside_us: str


@dataclass(frozen=True)
class Hours:
    """When agents answer, agency-local. Days as ISO weekdays, Monday is 1."""

    days: list[int]
    opens: time
    closes: time


@dataclass(frozen=True)
class Links:
    """Addresses on other sites."""

    agency: str
    make_a_payment: str
    payment_card: str
    privacy: str
    quick_exit: str


@dataclass(frozen=True)
class Colors:
    """The agency's colours, as CSS values."""

    primary: str
    primary_dark: str
    accent: str


@dataclass(frozen=True)
class Identifiers:
    """How the system of record numbers people and cases."""

    participant_id_digits: int
    case_number_digits: int
    sign_in_with_ssn: bool


@dataclass(frozen=True)
class PinPolicy:
    """Lengths in digits, lifetimes and limits of PINs (NIST SP 800-63B-4)."""

    digits_at_least: int
    digits_at_most: int
    temporary_digits: int
    mailed_valid_days: int
    mailed_valid_days_outside_contiguous_us: int
    emailed_valid_hours: int
    hours_between_letters: int
    letters_in_30_days: int
    minutes_between_emails: int
    emails_a_day: int
    contact_change_hold_days: int


@dataclass(frozen=True)
class SignInPolicy:
    """Throttles and second factors."""

    failures_before_lock: int
    failure_window_minutes: int
    first_lock_minutes: int
    failures_before_disable: int
    tries_per_network_and_minute: int
    pin_requests_per_network_and_hour: int
    second_factor: str
    code_minutes: int
    code_tries: int
    passkeys_at_most: int


@dataclass(frozen=True)
class SessionPolicy:
    """How long a signed-in session lives."""

    idle_minutes: int
    idle_warning_minutes: float
    absolute_hours: int
    kiosk_idle_minutes: int
    reauthenticate_minutes: int


@dataclass(frozen=True)
class DeliveryPolicy:
    """When text messages wait for the morning, agency-local (47 CFR 64.1200(c)(1): 9 p.m. to 8 a.m.), and letters.

    Letters go to the print shop daily at the cut-off. `text_countries` are two-letter codes. So many soft bounces
    within so many days end the mail to an address.
    """

    text_countries: list[str]
    soft_bounces_before_bad: int
    soft_bounce_days: int
    quiet_from: time
    quiet_until: time
    letters_cut_off: time
    print_files_kept_days: int
    cents_per_letter: int


@dataclass(frozen=True)
class MessagePolicy:
    """Messages between participants and their caseworkers: the clock of an answer, and what may be attached.

    Photos are scaled to `photo_longest_side` pixels. A claim keeps others from answering at the same time.
    """

    answer_business_days: int
    claim_minutes: int
    messages_a_day: int
    characters_at_most: int
    files_at_most: int
    file_megabytes_at_most: int
    photo_megapixels_at_most: int
    photo_longest_side: int
    pdf_pages_at_most: int
    kept_days: int
    drafts_kept_days: int
    unsent_files_kept_days: int


@dataclass(frozen=True)
class ExchangePolicy:
    """How long files of the exchange with the system of record stay on disk: they hold data of people."""

    import_reports_kept_days: int
    export_packages_kept_days: int


@dataclass(frozen=True)
class CallPolicy:
    """Calling people back: so many tries, and for how long whoever took it has it to themselves."""

    call_back_tries: int
    call_back_claim_minutes: int


@dataclass(frozen=True)
class PrivacyPolicy:
    """What one party may see of the other, and which payment sources a page may name."""

    other_party: str
    payment_sources_shown: list[str]


@dataclass(frozen=True)
class Agency:
    """Everything that names an agency."""

    name: Text
    department: Text
    product: Text
    place: Place
    phones: Phones
    hours: Hours
    links: Links
    spoken_agency_link: Text
    spoken_make_a_payment_link: Text
    colors: Colors
    identifiers: Identifiers
    pin: PinPolicy
    sign_in: SignInPolicy
    session: SessionPolicy
    deliveries: DeliveryPolicy
    messages: MessagePolicy
    exchange: ExchangePolicy
    calls: CallPolicy
    privacy: PrivacyPolicy


_CHOICES = {
    ("sign_in", "second_factor"): {"off", "changes", "everyone"},
    ("privacy", "other_party"): {"name", "role"},
}


def agency() -> Agency:
    """Return the agency in force."""
    return settings.AGENCY


def parse_agency(data: dict[str, Any]) -> Agency:
    """Build the profile from parsed TOML. Raises AgencyFileError naming the entry that is missing or wrong."""
    return Agency(
        **{part.name: _parse_part(part.name, cast(type, part.type), data) for part in fields(Agency)}
    )


def _parse_part(name: str, kind: type, data: dict[str, Any]) -> Any:
    table = data.get(name)
    if not isinstance(table, dict):
        raise AgencyFileError(f"The agency file has no table [{name}].")
    values = {field.name: _parse_value(name, field.name, field.type, table) for field in fields(kind)}
    unknown = set(table) - set(values)
    if unknown:
        raise AgencyFileError(
            f"The agency file has unknown entries in [{name}]: {', '.join(sorted(unknown))}."
        )
    return kind(**values)


def _parse_value(table_name: str, name: str, kind: Any, table: dict[str, Any]) -> Any:
    where = f"[{table_name}] {name}"
    if name not in table:
        raise AgencyFileError(f"The agency file lacks {where}.")
    value = table[name]
    if kind is time:
        try:
            return time.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise AgencyFileError(f"{where} is not a time like 08:00.") from error
    expected: Any = {list[str]: list, list[int]: list, float: (int, float)}.get(kind, kind)
    if not isinstance(value, expected) or (isinstance(value, bool) and kind is not bool):
        raise AgencyFileError(f"{where} is {value!r}, which is of the wrong kind.")
    allowed = _CHOICES.get((table_name, name))
    if allowed and value not in allowed:
        raise AgencyFileError(f"{where} is {value!r}; it must be one of {', '.join(sorted(allowed))}.")
    return value
