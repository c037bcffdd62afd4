"""One walk over every address, document and file, as the other parent and as a stranger.

Ana and Ben share a case; each has whereabouts, an office, appointments and money of their own. Cal has nothing to do
with them. The walk asks for every address of the site with every number of the others' records, follows every link
it finds, and looks for what the walker must not learn.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.html import strip_tags

from customer_connect.domain.cases.models import Participant
from tests.factories import (
    AppointmentFactory,
    BalanceFactory,
    ConversationFactory,
    CourtDateFactory,
    DisbursementFactory,
    ExpectedPaymentFactory,
    Family,
    MessageFactory,
    ReceiptFactory,
    ana_and_ben,
    cal,
    user_of,
)
from tests.staff.conversations.rows import file_of
from tests.staff.doors import staff_member

pytestmark = pytest.mark.django_db

# Addresses that end the walk or answer nobody's data.
NOT_WALKED = {"/logout", "/leave"}
REFUSED = {404, 405}
# The keys of forms: random, so that any four digits may stand between two hyphens.
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SERVED_ONCE_PER_LANGUAGE = ("", "/es")


@dataclass(frozen=True)
class World:
    """Everybody, and the numbers of the records that belong to one of them alone."""

    family: Family
    stranger: Participant
    anas: list[int]
    bens: list[int]


@pytest.fixture
def world() -> World:
    family = ana_and_ben()
    case, ana, ben = family.case, family.ana, family.ben
    anas = [
        AppointmentFactory.create(
            case=case, participant=ana, place="Lantern Room", address="3 Lantern Way"
        ).pk,
        CourtDateFactory.create(
            case=case, participant=ana, courthouse="Quill Courthouse", address="5 Quill"
        ).pk,
        DisbursementFactory.create(case=case, payee=ana, amount=Decimal("431.17")).pk,
        ExpectedPaymentFactory.create(case=case, payee=ana, amount=Decimal("432.19")).pk,
        DisbursementFactory.create(case=case, payee=None, third_party_name="Grandmother Rosalind").pk,
        family.disbursement.pk,
        *written(family, ana, "Larkspur"),
    ]
    bens = [
        AppointmentFactory.create(case=case, participant=ben, place="Anchor Room", address="8 Anchor Way").pk,
        CourtDateFactory.create(
            case=case, participant=ben, courthouse="Rudder Courthouse", address="6 Rudder"
        ).pk,
        ReceiptFactory.create(case=case, payer=ben, amount=Decimal("433.23")).pk,
        family.receipt.pk,
        *written(family, ben, "Marlinspike"),
    ]
    BalanceFactory.create(case=case, payer=ben)
    CourtDateFactory.create(case=case)
    stranger = cal()
    stranger.city, stranger.postal_code = "Dunesville", "93999"
    stranger.save()
    return World(family, stranger, anas, bens)


def written(family: Family, person: Participant, secret: str) -> list[int]:
    """Let somebody write to their office, with a file, and be answered. Returns the numbers of it all."""
    conversation = ConversationFactory.create(participant=person, case=family.case)
    message = MessageFactory.create(conversation=conversation, body=f"I moved to {secret} Court.")
    answer = MessageFactory.create(
        conversation=conversation, staff=staff_member(f"Clerk{secret}"), body=f"{secret} is noted."
    )
    attachment = file_of(message, id=9_300_000 + conversation.pk, name=f"{secret} lease.jpg")
    return [conversation.pk, message.pk, answer.pk, attachment.pk]


ANAS_SECRETS = [
    *(
        "Hideaway",
        "Willowbrook",
        "95811",
        "ana@example.org",
        "5550171",
        "555-0171",
        "Quiet Garden",
        "5550181",
    ),
    *(
        "Fern Road",
        "Alder County",
        "5550111",
        "555-0111",
        "Delgado",
        "4021",
        "Lantern",
        "Quill",
        "431.17",
        "432.19",
    ),
    *("1234", "Rosalind", "Larkspur", "ClerkLarkspur"),
]
BENS_SECRETS = [
    *("Faraway", "Birch", "90001", "ben@example.org", "5550192", "555-0192", "Harbor Crane", "5550193"),
    *("Dock Street", "5550122", "555-0122", "Brandt", "7077", "Anchor", "Rudder", "433.23", "9876"),
    *("Marlinspike", "ClerkMarlinspike"),
]
NAMES = ["Núñez", "O’Hara", "Ana Lucía", "Abbott", "Mia"]


def patterns(found: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Yield each address of the site as `path` text, such as `payments/made/<int:number>`."""
    for one in found:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, route)
        else:
            yield route


def addresses(numbers: list[int]) -> list[str]:
    """Return every address of the site, with each of the numbers where an address takes one."""
    routes = {"/" + re.sub(r"^(es|en)/", "", route) for route in patterns(get_resolver().url_patterns)}
    filled = []
    for route in sorted(routes - NOT_WALKED):
        if "<" in route:
            filled += [re.sub(r"<[^>]+>", str(number), route) for number in numbers]
        else:
            filled.append(route)
    return filled


def names_one_of(numbers: list[int], address: str) -> bool:
    """Tell whether an address asks for the record of one of these numbers: a whole part of its path is one."""
    return not {str(number) for number in numbers}.isdisjoint(address.partition("?")[0].split("/"))


def text_of(response) -> str:
    """Return what a person or a program can read in an answer, its headers included."""
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"%PDF"):
        body = subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True
        ).stdout
    headers = " ".join(f"{name}: {value}" for name, value in response.items() if name != "Content-Length")
    text = body.decode("utf-8", "replace")
    # iCalendar folds long lines; a search must not miss a word for that.
    return headers + "\n" + text.replace("\r\n ", "")


def walk(client: Client, numbers: list[int]) -> dict[str, tuple[int, str]]:
    """Return status and text of every address, then of every link in the pages, in both languages."""
    waiting = [prefix + address for prefix in SERVED_ONCE_PER_LANGUAGE for address in addresses(numbers)]
    seen: dict[str, tuple[int, str]] = {}
    while waiting:
        address = waiting.pop()
        if address in seen or address.removeprefix("/es") in NOT_WALKED:
            continue
        response = client.get(address)
        text = text_of(response)
        # A page may say its own address, as the one who asked wrote it.
        seen[address] = (response.status_code, text.replace(address.removeprefix("/es"), ""))
        if "html" in response.get("Content-Type", ""):
            waiting += [
                link.replace("&amp;", "&")
                for link in re.findall(r'href="(/[^"#]*)', text)
                if not link.startswith("/static/")
            ]
    return seen


def secrets_in(pages: dict[str, tuple[int, str]], secrets: list[str]) -> list[tuple[str, str]]:
    """Return where which secret stands. Words begin where a word begins, so that no random token holds one."""
    found = []
    for address, (_, text) in pages.items():
        plain = UUID.sub("", f"{text}\n{strip_tags(text)}")
        for secret in secrets:
            is_long_number = secret[0].isdigit() and len(secret) > 4
            begins = "" if is_long_number else r"(?<![\w.])"
            ends = r"(?!\w)" if len(secret) <= 4 else ""
            if re.search(begins + re.escape(secret) + ends, plain, re.IGNORECASE):
                found.append((address, secret))
    return found


def signed_in(participant: Participant) -> Client:
    client = Client()
    client.force_login(user_of(participant))
    return client


def test_the_walk_reaches_everything_that_is_ones_own(world: World):
    pages = walk(signed_in(world.family.ana), world.anas)
    found = {secret for _, secret in secrets_in(pages, ANAS_SECRETS)}
    assert found >= {
        "Hideaway",
        "Alder County",
        "Delgado",
        "Lantern",
        "Quill",
        "431.17",
        "432.19",
        "ana@example.org",
        "1234",
        "Larkspur",
        "ClerkLarkspur",
    }
    kinds = {
        address.rsplit("/", 1)[-1].rsplit(".", 1)[-1]
        for address, (status, _) in pages.items()
        if status == 200
    }
    assert kinds >= {"pdf", "csv", "ics", "print"}


def test_the_other_parent_learns_nothing_of_the_custodial_parents_whereabouts(world: World):
    ana = world.family.ana
    pages = walk(signed_in(world.family.ben), [*world.anas, ana.pk])
    assert secrets_in(pages, [*ANAS_SECRETS, ana.number]) == []


def test_the_other_parent_learns_nothing_of_the_noncustodial_parents_whereabouts(world: World):
    ben = world.family.ben
    pages = walk(signed_in(world.family.ana), [*world.bens, ben.pk])
    assert secrets_in(pages, [*BENS_SECRETS, ben.number]) == []


@pytest.mark.parametrize("walker", ["ana", "ben"])
def test_the_other_parents_own_records_are_not_found(world: World, walker: str):
    client = signed_in(getattr(world.family, walker))
    theirs = world.bens if walker == "ana" else world.anas
    with_numbers = [address for address in addresses(theirs) if names_one_of(theirs, address)]
    answers = {address: client.get(address).status_code for address in with_numbers}
    assert len(answers) > len(theirs)
    assert set(answers.values()) <= REFUSED, {a: s for a, s in answers.items() if s not in REFUSED}


def test_a_person_with_the_family_violence_indicator_is_not_named_to_the_other_parent(world: World):
    ana = world.family.ana
    ana.has_family_violence_indicator = True
    ana.save()
    pages = walk(signed_in(world.family.ben), world.anas)
    assert secrets_in(pages, [*ANAS_SECRETS, "Núñez", "O’Hara", "Ana Lucía"]) == []


def test_a_stranger_learns_nothing_at_all(world: World):
    numbers = [*world.anas, *world.bens, world.family.case.pk, world.family.order.pk, world.family.ana.pk]
    pages = walk(signed_in(world.stranger), numbers)
    assert secrets_in(pages, [*ANAS_SECRETS, *BENS_SECRETS, *NAMES, "FL-19-000123"]) == []
    asked = {address: status for address, (status, _) in pages.items() if names_one_of(numbers, address)}
    assert set(asked.values()) <= REFUSED, {a: s for a, s in asked.items() if s not in REFUSED}


def test_nobody_signed_in_sees_nothing_at_all(world: World):
    numbers = [*world.anas, *world.bens, world.family.case.pk]
    pages = walk(Client(), numbers)
    assert secrets_in(pages, [*ANAS_SECRETS, *BENS_SECRETS, *NAMES, "FL-19-000123"]) == []
    asked = {address: status for address, (status, _) in pages.items() if names_one_of(numbers, address)}
    assert set(asked.values()) <= REFUSED | {302}
