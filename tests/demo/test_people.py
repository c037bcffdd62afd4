import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from customer_connect.core.identifiers import is_valid_itin, is_valid_ssn
from customer_connect.demo.numbers import itin, participant_id, ssn
from customer_connect.domain.identity.pin_rules import PinOwner, check_pin
from tests.demo.feeds import Feed, Row, total, world

KEYS = {
    "participant_id",
    "ssn",
    "pin",
    "pin_is_temporary",
    "first_name",
    "last_name",
    "language",
    "roles",
    "remarks",
}


def cases_of(feed: Feed, person: Row, role: str = "") -> list[str]:
    return [
        row["case_id"]
        for row in feed.case_members
        if row["participant_id"] == person["participant_id"] and role in ("", row["role"])
    ]


def some(feed: Feed, fits: Callable[[Row], bool]) -> list[Row]:
    """Adults of a case who fit."""
    adults = {row["participant_id"] for row in feed.case_members if row["role"] != "child"}
    return [row for row in feed.participants if row["participant_id"] in adults and fits(row)]


def full_names(feed: Feed) -> Counter[tuple[str, str]]:
    return Counter((row["first_name"], row["last_name"]) for row in feed.participants)


def receipts_of(feed: Feed, person: Row) -> list[Row]:
    return feed.of("receipts", "payer_id", person["participant_id"])


def has_been_silent(feed: Feed) -> bool:
    """Somebody paid, and then not for more than half a year, with current support running."""
    (payer,) = feed.named("Vartan", "Petrosyan")
    return max(row["posted_on"] for row in receipts_of(feed, payer)) < "2025-09-01"


QUIRKS: dict[str, Callable[[Feed], object]] = {
    "in several cases": lambda feed: some(feed, lambda row: len(cases_of(feed, row)) >= 3),
    "payer in one case, payee in another": lambda feed: some(
        feed, lambda row: bool(cases_of(feed, row, "custodial") and cases_of(feed, row, "noncustodial"))
    ),
    "no payments for months": has_been_silent,
    "a returned check": lambda feed: feed.of("receipts", "status", "returned"),
    "a receipt reversed": lambda feed: feed.of("receipts", "kind", "reversal"),
    "a disbursement reversed": lambda feed: feed.of("disbursements", "kind", "reversal"),
    "a disbursement returned": lambda feed: feed.of("disbursements", "status", "returned"),
    "an adjustment up": lambda feed: [
        r for r in feed.of("receipts", "kind", "adjustment") if r["amount"][0] != "-"
    ],
    "an adjustment down": lambda feed: [
        r for r in feed.of("receipts", "kind", "adjustment") if r["amount"][0] == "-"
    ],
    "a held receipt": lambda feed: feed.of("receipts", "status", "held"),
    "a held disbursement": lambda feed: feed.of("disbursements", "status", "held"),
    "a third-party payee": lambda feed: [
        r for r in feed.disbursements if "Human Services" in r["third_party_name"]
    ],
    "ñ": lambda feed: some(feed, lambda row: "ñ" in row["last_name"]),
    "an apostrophe": lambda feed: some(feed, lambda row: "'" in row["last_name"]),
    "a hyphen": lambda feed: some(feed, lambda row: "-" in row["last_name"]),
    "a space": lambda feed: some(feed, lambda row: " " in row["last_name"]),
    "Vietnamese letters": lambda feed: some(feed, lambda row: "ễ" in row["first_name"]),
    "names of one letter": lambda feed: some(
        feed, lambda row: len(row["first_name"] + row["last_name"]) == 2
    ),
    "one name only": lambda feed: some(feed, lambda row: not row["first_name"]),
    "a very long name": lambda feed: some(feed, lambda row: len(row["last_name"]) > 40),
    "a suffix": lambda feed: some(feed, lambda row: row["suffix"] == "Jr."),
    "no email": lambda feed: some(feed, lambda row: not row["email"] and row["address_valid"] == "true"),
    "no valid address": lambda feed: some(
        feed, lambda row: bool(row["email"]) and row["address_valid"] == "false"
    ),
    "neither": lambda feed: some(feed, lambda row: not row["email"] and row["address_valid"] == "false"),
    "an address abroad": lambda feed: some(feed, lambda row: row["country"] == "MX"),
    "a flagged payee": lambda feed: [
        row for row in feed.named("Jasmine", "Reynolds") if row["family_violence"] == "true"
    ],
    "a flagged payer": lambda feed: [
        row for row in feed.named("Ethan", "Marshall") if row["family_violence"] == "true"
    ],
    "born on a leap day": lambda feed: some(feed, lambda row: row["birth_on"].endswith("-02-29")),
    "prefers Spanish": lambda feed: some(feed, lambda row: row["language"] == "es"),
    "a closed case": lambda feed: feed.of("cases", "status", "closed"),
    "a case without an order": lambda feed: (
        {row["case_id"] for row in feed.cases} - {row["case_id"] for row in feed.orders}
    ),
    "two payers in a case": lambda feed: [
        case
        for case, rows in feed.by_case("case_members").items()
        if [row["role"] for row in rows].count("noncustodial") == 2
        and not any(row["ends_on"] for row in rows)
    ],
    "a grandparent": lambda feed: [a for a in feed.accounts if "grandparent" in a["remarks"]],
    "a very long history": lambda feed: len(receipts_of(feed, feed.named("Desmond", "Carter")[0])) > 500,
    "arrears owed to the State": lambda feed: [
        r for r in feed.of("balances", "owed_to", "state") if r["amount"] > "1"
    ],
    "fees": lambda feed: feed.of("balances", "kind", "fees"),
    "spousal arrears": lambda feed: [
        r for r in feed.of("balances", "kind", "spousal_arrears") if r["amount"] > "1"
    ],
    "medical arrears": lambda feed: [
        r for r in feed.of("balances", "kind", "medical_arrears") if r["amount"] > "1"
    ],
    "a private wage assignment": lambda feed: feed.of("cases", "private_wage_assignment", "true"),
    "an office just moved": lambda feed: [
        row for row in feed.offices if row["transitioned_on"] > "2026-02-01"
    ],
    "in no case": lambda feed: feed.people.keys() - {row["participant_id"] for row in feed.case_members},
    "left the case": lambda feed: [
        row for row in feed.case_members if row["ends_on"] and row["role"] == "noncustodial"
    ],
    "no SSN": lambda feed: some(feed, lambda row: not row["ssn"] and not row["itin"]),
    "an ITIN": lambda feed: some(feed, lambda row: bool(row["itin"])),
    "a canceled hearing": lambda feed: feed.of("court_dates", "status", "canceled"),
    "a moved hearing": lambda feed: feed.of("court_dates", "status", "rescheduled"),
    "a hearing that took place": lambda feed: feed.of("court_dates", "status", "held"),
    "a hearing for one person": lambda feed: [row for row in feed.court_dates if row["participant_id"]],
    "a hearing for everybody": lambda feed: [row for row in feed.court_dates if not row["participant_id"]],
    "an appointment by video": lambda feed: feed.of("appointments", "mode", "video"),
    "an appointment by phone": lambda feed: feed.of("appointments", "mode", "phone"),
    "an appointment canceled": lambda feed: feed.of("appointments", "status", "canceled"),
    "a genetic test": lambda feed: feed.of("appointments", "purpose", "genetic_test"),
    "weekly": lambda feed: feed.of("orders", "frequency", "weekly"),
    "every two weeks": lambda feed: feed.of("orders", "frequency", "biweekly"),
    "twice a month": lambda feed: feed.of("orders", "frequency", "semimonthly"),
    "monthly": lambda feed: feed.of("orders", "frequency", "monthly"),
    "wages withheld": lambda feed: feed.of("receipts", "source", "wage_withholding"),
    "a tax refund": lambda feed: feed.of("receipts", "source", "tax_refund"),
    "a card": lambda feed: feed.of("receipts", "source", "card"),
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_real_life_is_in_the_demo(feed: Feed, quirk: str) -> None:
    assert QUIRKS[quirk](feed)


def test_two_people_share_a_full_name_and_not_a_birthday(feed: Feed) -> None:
    namesakes = feed.named("José Luis", "Hernández")
    assert len(namesakes) == 2
    assert len({row["birth_on"] for row in namesakes}) == 2


def test_parents_may_live_under_one_roof(feed: Feed) -> None:
    (one,), (other,) = feed.named("Monique", "Hayes"), feed.named("Andre", "Hayes")
    assert one["address_line_1"] == other["address_line_1"]
    assert one["city"] == other["city"]


def test_every_reference_leads_somewhere(feed: Feed) -> None:
    known = {
        "office_id": {row["office_id"] for row in feed.offices},
        "caseworker_id": {row["caseworker_id"] for row in feed.caseworkers},
        "participant_id": feed.people.keys(),
        "payer_id": feed.people.keys(),
        "payee_id": feed.people.keys(),
        "case_id": {row["case_id"] for row in feed.cases},
        "receipt_id": {row["receipt_id"] for row in feed.receipts},
    }
    followed = 0
    for resource in feed.descriptor["resources"]:
        for row in getattr(feed, resource["name"]):
            for column in row.keys() & known.keys():
                assert not row[column] or row[column] in known[column], (resource["name"], row)
                followed += bool(row[column])
    assert followed > 10_000


def test_a_member_is_served_by_a_caseworker_of_the_own_office(feed: Feed) -> None:
    office_of = {row["caseworker_id"]: row["office_id"] for row in feed.caseworkers}
    for row in feed.case_members:
        assert (row["role"] == "child") == (not row["office_id"])
        assert not row["office_id"] or office_of[row["caseworker_id"]] == row["office_id"]


def test_numbers_are_valid_and_nobody_elses(feed: Feed) -> None:
    for column, is_valid in (("ssn", is_valid_ssn), ("itin", is_valid_itin)):
        numbers = [row[column] for row in feed.participants if row[column]]
        assert len(set(numbers)) == len(numbers)
        assert all(is_valid(number) for number in numbers)
    assert all(re.fullmatch("[1-9][0-9]{9}", number) for number in feed.people)
    assert all(re.fullmatch("[1-9][0-9]{11}", row["case_id"]) for row in feed.cases)


def test_numbers_stay_unique_and_valid_in_a_whole_state() -> None:
    here = world()
    families = range(0, 3_000_000, 997)
    for make in (participant_id, ssn, itin):
        numbers = [make(here, family, slot) for family in families for slot in (0, 1, 15)]
        assert len(set(numbers)) == len(numbers)
    assert all(is_valid_ssn(ssn(here, family, 1)) for family in families)
    assert all(is_valid_itin(itin(here, family, 1)) for family in families)


def test_nobody_can_be_reached_by_accident(feed: Feed) -> None:
    for row in feed.participants:
        assert not row["email"] or re.fullmatch(r"[a-z.]+[0-9]{2}@example\.org", row["email"])
        for column in ("home_phone", "mobile_phone", "work_phone", "employer_phone"):
            assert not row[column] or re.fullmatch(
                r"\+1[2-9][0-9]{2}55501[0-9]{2}|\+526645550142", row[column]
            )


def test_sign_ins_have_the_agreed_shape_and_are_adults_in_a_case(feed: Feed) -> None:
    roles = defaultdict(set)
    for row in feed.case_members:
        roles[row["participant_id"]].add(row["role"])
    assert len(feed.accounts) > 90
    for account in feed.accounts:
        assert account.keys() == KEYS
        person = feed.people[account["participant_id"]]
        assert account["roles"] == sorted(roles[account["participant_id"]])
        assert "child" not in account["roles"]
        assert (account["ssn"] or "") == person["ssn"]
        assert (account["first_name"] or "") == person["first_name"]
        assert date.fromisoformat(person["birth_on"]) < date(2008, 3, 2)


def test_some_sign_ins_have_a_temporary_pin(feed: Feed) -> None:
    temporary = [account for account in feed.accounts if account["pin_is_temporary"]]
    assert {"Callahan-Reed", "Magaña Solís"} <= {account["last_name"] for account in temporary}
    assert len(temporary) < len(feed.accounts) / 4


def test_some_have_no_sign_in_yet_and_wait_for_a_first_pin(feed: Feed) -> None:
    surnames = {"Bautista Ríos", "Bautista", "Whitcomb", "Fontaine"}
    newcomers = {
        row["participant_id"]
        for row in feed.participants
        if row["last_name"] in surnames and row["birth_on"] < "2008"
    }
    assert len(newcomers) == 6
    assert not newcomers & {account["participant_id"] for account in feed.accounts}


@pytest.mark.parametrize("seed", ["test", "customer-connect", "third"])
def test_every_pin_passes_the_agencys_policy(tmp_path_factory: pytest.TempPathFactory, seed: str) -> None:
    feed = Feed.write(tmp_path_factory.mktemp(seed), participants=1_500, seed=seed)
    for account in feed.accounts:
        person = feed.people[account["participant_id"]]
        numbers = tuple(person[key] for key in ("participant_id", "ssn", "itin") if person[key])
        check_pin(account["pin"], PinOwner(date.fromisoformat(person["birth_on"]), numbers, person["ssn"]))


def test_remarks_name_people_worth_trying(feed: Feed) -> None:
    assert len([account for account in feed.accounts if account["remarks"]]) >= 40


def test_known_people_are_the_same_whatever_the_size(
    feed: Feed, tmp_path_factory: pytest.TempPathFactory
) -> None:
    larger = Feed.write(tmp_path_factory.mktemp("larger"), participants=400)
    assert larger.participants[:200][:90] == feed.participants[:90]
    assert total(larger.receipts) > total(feed.receipts) > Decimal(0)
