"""First PINs in bulk: who gets one, what it costs, and that nobody ever gets two."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.enums import CaseStatus
from customer_connect.domain.cases.models import Case, CaseMember, Participant
from customer_connect.domain.deliveries.actions.set_safe_contact import set_safe_contact
from customer_connect.domain.deliveries.enums import ContactWay
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.rendering import unseal_message
from customer_connect.domain.identity.actions import issue_first_pin as issuing
from customer_connect.domain.identity.actions.issue_first_pin import NoFirstPin, issue_first_pin
from customer_connect.domain.identity.actions.mail_temporary_pin import mail_temporary_pin
from customer_connect.domain.identity.actions.note_addresses import note_addresses
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.models import FirstPin, FirstPinOccasion
from tests.domain.identity.people import COMMAND, caller, give_pin
from tests.factories import Family, ana_and_ben

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("first-pins", *arguments, stdout=said, stderr=StringIO())
    return said.getvalue()


def office_of(person: Participant) -> str:
    return str(CaseMember.objects.get(participant=person).office_id)


def those_with_one() -> list[int]:
    return list(FirstPin.objects.values_list("participant_id", flat=True))


def test_an_office_sends_its_own_people_a_pin_that_signs_in(family: Family) -> None:
    said = run("--office", office_of(family.ana), "--apply")
    assert "Chosen: 1\nGet a letter: 1, for about $0.85 (85 cents each)\n" in said
    assert "Letters waiting for the next batch: 1" in said
    assert those_with_one() == [family.ana.pk]
    letter = Delivery.objects.get()
    message: Any = unseal_message(letter.message, bytes(letter.context_sealed or b""))
    assert not message.was_requested
    assert sign_in(identifier=family.ana.number, pin=message.pin, by=caller()).must_choose_pin
    assert Event.objects.about(family.ana.pk).filter(action="identity.first_pin_issued").count() == 1


def test_without_apply_it_only_counts(family: Family) -> None:
    assert "Nothing was sent." in run("--office", office_of(family.ana))
    assert not Delivery.objects.exists()


def test_nobody_gets_a_second_one_whatever_the_occasion(family: Family) -> None:
    run("--office", office_of(family.ana), "--apply")
    Case.objects.update(has_private_wage_assignment=True)
    said = run("--private-wage-assignment", "--apply")
    assert "Chosen: 2\nGet a letter: 1" in said
    assert "Get none: 1 were sent a first PIN before" in said
    assert sorted(those_with_one()) == [family.ana.pk, family.ben.pk]
    assert "Get a letter: 0" in run("--private-wage-assignment", "--apply")
    assert Delivery.objects.count() == 2


def test_a_day_chooses_the_offices_that_moved_since(family: Family) -> None:
    assert "Chosen: 2" in run("--transitioned-since", "2008-11-01")
    assert "Chosen: 0" in run("--transitioned-since", "2008-11-02")


def test_an_office_that_is_not_there_or_has_not_moved_sends_none(family: Family) -> None:
    office = CaseMember.objects.get(participant=family.ana).office
    assert office is not None
    office.transitioned_on = timezone.localdate() + timedelta(days=1)
    office.save()
    for number in ("999999", str(office.pk)):
        with pytest.raises(CommandError):
            run("--office", number, "--apply")
    assert "Chosen: 0" in run("--transitioned-since", "2020-01-01")


def closed(family: Family) -> None:
    Case.objects.update(status=CaseStatus.CLOSED)


def left(family: Family) -> None:
    CaseMember.objects.update(ends_on=date(2020, 1, 1))


def no_longer_listed(family: Family) -> None:
    Participant.objects.update(is_current=False)


@pytest.mark.parametrize("change", [closed, left, no_longer_listed])
def test_who_is_in_no_open_case_is_not_chosen(family: Family, change: Any) -> None:
    change(family)
    assert "Chosen: 0" in run("--office", office_of(family.ana))


def with_a_pin(family: Family) -> None:
    give_pin(family.ana)


def with_a_temporary_pin(family: Family) -> None:
    give_pin(family.ana, is_temporary=True)


def switched_off(family: Family) -> None:
    give_pin(family.ana)
    type(family.ana.user).objects.update(is_active=False)


def without_address(family: Family) -> None:
    Participant.objects.update(is_address_valid=False)


def with_a_new_address(family: Family) -> None:
    note_addresses()
    Participant.objects.update(city="Elsewhere")


def unsafe(family: Family) -> None:
    set_safe_contact(participant=family.ana, unsafe_ways={ContactWay.MAIL}, note="", by=COMMAND)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (with_a_pin, "have a PIN or a passkey"),
        (with_a_temporary_pin, "have a PIN or a passkey"),
        (switched_off, "switched off"),
        (without_address, "no address on file"),
        (with_a_new_address, "too new"),
        (unsafe, "not safe"),
    ],
)
def test_the_count_tells_who_gets_none_and_why(family: Family, change: Any, why: str) -> None:
    change(family)
    said = run("--office", office_of(family.ana), "--apply")
    assert "Get a letter: 0, for about $0.00" in said
    assert "Get none: 1 " in said
    assert why in said
    assert not FirstPin.objects.exists()


def test_a_run_that_was_cut_off_goes_on_where_it_stood(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    Case.objects.update(has_private_wage_assignment=True)
    mailed: list[Any] = []

    def die_at_the_second(**values: Any) -> Delivery:
        if mailed:
            raise KeyboardInterrupt
        mailed.append(values)
        return mail_temporary_pin(**values)

    with monkeypatch.context() as patch:
        patch.setattr(issuing, "mail_temporary_pin", die_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            run("--private-wage-assignment", "--apply")
    assert len(those_with_one()) == 1
    assert "Get a letter: 1" in run("--private-wage-assignment", "--apply")
    assert Delivery.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_several_at_the_same_person_one_issues_it() -> None:
    family = ana_and_ben()
    note_addresses()

    def issue(_: int) -> bool:
        try:
            issue_first_pin(participant_id=family.ana.pk, occasion=FirstPinOccasion.OFFICE, by=COMMAND)
        except NoFirstPin:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(issue, range(4))) == 1
    assert Delivery.objects.count() == 1
