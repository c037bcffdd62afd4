"""Reports are kept for the agency, seen by their author and by nobody else."""

import uuid

import pytest

from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.changes.actions.report_change import (
    report_other_party_information,
    report_own_change,
)
from customer_connect.domain.changes.actions.withdraw_report import withdraw_report
from customer_connect.domain.changes.details import on_file
from customer_connect.domain.changes.enums import Kind, State
from customer_connect.domain.changes.exceptions import CannotWithdraw, NoOtherParty, NothingToReport
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.changes.receipt_numbers import draw_receipt_number, is_receipt_number
from customer_connect.domain.deliveries.actions.set_safe_contact import set_safe_contact
from customer_connect.domain.deliveries.enums import Channel as DeliveryChannel
from customer_connect.domain.deliveries.enums import ContactWay
from customer_connect.domain.deliveries.enums import State as DeliveryState
from customer_connect.domain.deliveries.models import Delivery
from tests.factories import ana_and_ben, cal

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    return ana_and_ben()


def actor(person: Participant) -> Actor:
    return Actor(ActorKind.PARTICIPANT, str(person.pk), Channel.WEB)


def report_email(person: Participant, email: str, form_key: uuid.UUID | None = None) -> ReportedChange:
    return report_own_change(
        participant=person,
        kind=Kind.EMAIL,
        details={"email": email},
        form_key=form_key or uuid.uuid4(),
        by=actor(person),
    )


def report_about(author, about, case, **details) -> ReportedChange:
    return report_other_party_information(
        participant=author,
        case_id=case.pk,
        about_id=about.pk,
        details=details,
        form_key=uuid.uuid4(),
        by=actor(author),
    )


def test_a_report_waits_for_the_agency_and_changes_nothing_on_file(family):
    report = report_email(family.ana, "new@example.org")
    family.ana.refresh_from_db()
    assert report.state == State.PENDING
    assert report.details == {"email": "new@example.org"}
    assert family.ana.email == "ana@example.org"


def test_what_was_reported_stands_nowhere_in_the_clear(family):
    report = report_email(family.ana, "new@example.org")
    event = Event.objects.get(action="changes.reported")
    assert b"new@example.org" not in bytes(ReportedChange.objects.get(pk=report.pk).details_sealed)
    assert "new@example.org" not in str(event.details)
    assert event.details["fields"] == ["email"]
    assert event.participant_number == family.ana.pk


def test_the_old_email_is_told_of_a_new_one_and_the_new_one_is_not(family):
    report_email(family.ana, "new@example.org")
    told = [(delivery.message, delivery.address) for delivery in Delivery.objects.all()]
    assert told == [("contact_changed", "ana@example.org")]


def test_the_same_form_sent_twice_makes_one_report_and_one_announcement(family):
    key = uuid.uuid4()
    first = report_email(family.ana, "new@example.org", key)
    second = report_email(family.ana, "new@example.org", key)
    assert first.receipt_number == second.receipt_number
    assert ReportedChange.objects.count() == Delivery.objects.count() == 1


def test_a_form_changed_and_sent_again_from_the_browsers_way_back_makes_another_report(family):
    key = uuid.uuid4()
    first = report_email(family.ana, "tpyo@example.org", key)
    second = report_email(family.ana, "typo@example.org", key)
    assert first.receipt_number != second.receipt_number
    assert second.details == {"email": "typo@example.org"}


def report_address(person: Participant, **fields: str) -> ReportedChange:
    known = on_file(person, Kind.ADDRESS)
    return report_own_change(
        participant=person,
        kind=Kind.ADDRESS,
        details={**known, **fields},
        form_key=uuid.uuid4(),
        by=actor(person),
    )


def letters() -> list[Delivery]:
    return list(Delivery.objects.filter(channel=DeliveryChannel.LETTER))


def test_the_old_address_gets_one_letter_a_day_that_does_not_tell_the_new_one(family):
    report_address(family.ana, address_line_1="7 Faraway Road")
    report_address(family.ana, address_line_1="8 Faraway Road")
    (letter,) = letters()
    assert letter.message == "contact_changed"
    assert family.ana.address_line_1 in letter.address
    assert "Faraway" not in letter.address


def test_a_new_email_is_told_by_letter_to_somebody_without_an_email(family):
    family.ana.email = ""
    family.ana.save()
    report_email(family.ana, "new@example.org")
    assert [letter.message for letter in letters()] == ["contact_changed"]


def test_no_letter_goes_to_an_old_address_that_is_not_safe_or_not_valid(family):
    set_safe_contact(participant=family.ana, unsafe_ways=[ContactWay.MAIL], note="", by=actor(family.ana))
    report_address(family.ana, address_line_1="7 Faraway Road")
    assert [letter.state for letter in letters()] == [DeliveryState.SKIPPED]
    family.ben.is_address_valid = False
    family.ben.save()
    report_address(family.ben, address_line_1="7 Faraway Road")
    assert not Delivery.objects.filter(participant=family.ben, channel=DeliveryChannel.LETTER).exists()


@pytest.mark.parametrize("written", ["(916) 555-0171", "916.555.0171", "9165550171"])
def test_a_number_written_otherwise_on_file_is_not_news(family, written):
    family.ana.mobile_phone = written
    family.ana.save()
    with pytest.raises(NothingToReport):
        report_own_change(
            participant=family.ana,
            kind=Kind.PHONES,
            details={**on_file(family.ana, Kind.PHONES), "mobile_phone": "+19165550171"},
            form_key=uuid.uuid4(),
            by=actor(family.ana),
        )


def test_receipt_numbers_are_told_from_other_text():
    assert all(is_receipt_number(draw_receipt_number()) for _ in range(50))
    for text in [
        "",
        "C4QX-77KM-R3N",
        "c4qx-77km-r3nw",
        "C4QX-77KM-R3NW\n",
        "C4QX\x0077KM-R3NW",
        "C4QX-77KM-R3N0",
    ]:
        assert not is_receipt_number(text)


def test_what_is_on_file_already_is_not_a_report(family):
    with pytest.raises(NothingToReport):
        report_email(family.ana, " Ana@Example.org ")
    assert not ReportedChange.objects.exists()


def test_something_can_be_removed_from_the_file(family):
    assert report_email(family.ana, "").details == {"email": ""}


def test_a_report_about_the_other_party_is_taken_and_announced_to_nobody(family):
    report = report_about(family.ana, family.ben, family.case, address="1 Elsewhere", ignored="x")
    assert report.details == {"address": "1 Elsewhere"}
    assert (report.about, report.case) == (family.ben, family.case)
    assert not Delivery.objects.exists()


def test_the_answer_is_the_same_for_what_was_known_and_what_was_not(family):
    known = report_about(family.ana, family.ben, family.case, address=family.ben.address_line_1)
    unknown = report_about(family.ana, family.ben, family.case, address="1 Elsewhere")
    assert (known.state, known.what_next) == (unknown.state, unknown.what_next)


def test_the_author_never_learns_what_came_of_a_report_about_the_other_party(family):
    report = report_about(family.ana, family.ben, family.case, address="1 Elsewhere")
    said = set()
    for report.state in (State.PENDING, State.SENT, State.DONE, State.NOT_ACCEPTED):
        said.add((report.state_label, report.what_next))
    assert len(said) == 1


def test_nobody_reports_on_a_stranger_on_themselves_or_on_a_child(family):
    stranger = cal()
    for author, about in [
        (stranger, family.ben),
        (family.ana, stranger),
        (family.ana, family.ana),
        (family.ana, family.mia),
    ]:
        with pytest.raises(NoOtherParty):
            report_about(author, about, family.case, phone="x")


def test_an_empty_report_about_the_other_party_is_none(family):
    with pytest.raises(NothingToReport):
        report_about(family.ana, family.ben, family.case, address="  ")


def test_only_the_author_sees_a_report(family):
    report_about(family.ana, family.ben, family.case, address="1 Elsewhere")
    assert ReportedChange.objects.visible_to(family.ana).count() == 1
    for other in (family.ben, cal()):
        assert not ReportedChange.objects.visible_to(other).exists()


def test_a_report_can_be_taken_back_until_the_agency_takes_it_up(family):
    report = report_email(family.ana, "new@example.org")
    withdraw_report(participant=family.ana, report=report, by=actor(family.ana))
    assert ReportedChange.objects.get().state == State.WITHDRAWN
    with pytest.raises(CannotWithdraw):
        withdraw_report(participant=family.ana, report=report, by=actor(family.ana))


def test_nobody_takes_back_the_report_of_another(family):
    report = report_email(family.ana, "new@example.org")
    with pytest.raises(CannotWithdraw):
        withdraw_report(participant=family.ben, report=report, by=actor(family.ben))
    assert ReportedChange.objects.get().state == State.PENDING


def test_every_state_says_what_happens_next():
    assert all(ReportedChange(state=state).what_next for state in State)


def test_no_letter_goes_to_an_address_that_a_flagged_person_leaves(family):
    family.ana.has_family_violence_indicator = True
    family.ana.save()
    report_own_change(
        participant=family.ana,
        kind=Kind.ADDRESS,
        details={
            "address_line_1": "1 Safe Street",
            "city": "Fresno",
            "state": "CA",
            "postal_code": "93721",
            "country": "US",
        },
        form_key=uuid.uuid4(),
        by=actor(family.ana),
    )
    assert [delivery.channel for delivery in Delivery.objects.all()] == ["email"]
