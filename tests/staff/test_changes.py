"""The queue of reported changes, the page of one, and the whole way round to its author."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.demo.agencies import write_delta, write_full
from customer_connect.demo.answers import answers_to
from customer_connect.demo.worlds import World
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.changes.enums import Kind, State
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.identity.permissions import StaffRole
from tests.exchange.test_schemas import errors_of
from tests.factories import ana_and_ben, cal, user_of
from tests.reports import new_email_of, own_report, report_about
from tests.staff.doors import at, client_of, staff_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    return ana_and_ben()


@pytest.fixture
def dee(family):
    return client_of(staff_member("Dee", StaffRole.CASEWORKER, family.case.office, caseworker=family.dee))


def page_of(change: ReportedChange, name: str = "changes:change") -> str:
    return at(name, receipt_number=change.receipt_number)


def text_of(client: Client, path: str) -> str:
    return client.get(path, follow=True).content.decode()


def signed_in(person: Participant) -> Client:
    client = Client()
    client.force_login(user_of(person))
    return client


def test_the_queue_lists_the_offices_reports_oldest_first_with_their_age(family, dee):
    first = new_email_of(family.ana, "new@example.org")
    ReportedChange.objects.update(reported_at=timezone.now() - timedelta(days=12))
    second = own_report(family.ana, Kind.LANGUAGE, language="en")
    stranger = new_email_of(cal(), "cal@example.org")
    page = text_of(dee, at("changes:queue"))
    assert page.index(first.receipt_number) < page.index(second.receipt_number)
    assert page.count("Overdue") == 1
    assert "12 days" in page
    assert stranger.receipt_number not in page
    assert second.receipt_number not in text_of(dee, at("changes:queue") + "?kind=email")
    assert first.receipt_number in text_of(dee, at("changes:queue") + "?mine=1")
    assert first.receipt_number not in text_of(dee, at("changes:queue") + "?show=closed")
    assert "new@example.org" not in page
    assert Event.objects.filter(action="staff.changes_listed").exists()


def test_a_supervisor_of_all_offices_looks_at_one(family):
    mine, other = new_email_of(family.ana, "new@example.org"), new_email_of(cal(), "cal@example.org")
    sam = client_of(staff_member("Sam", StaffRole.SUPERVISOR))
    both = text_of(sam, at("changes:queue"))
    assert mine.receipt_number in both
    assert other.receipt_number in both
    one = text_of(sam, f"{at('changes:queue')}?office={family.case.office_id}")
    assert mine.receipt_number in one
    assert other.receipt_number not in one


def test_what_is_on_file_stands_beside_what_was_said(family, dee):
    change = own_report(family.ana, Kind.PHONES, home_phone="+19165550199", mobile_phone="")
    page = text_of(dee, page_of(change))
    for text in ("916-555-0171", "916-555-0199", "New", "Remove", "same"):
        assert text in page
    assert "About the other party" not in page
    [event] = Event.objects.filter(action="staff.change_seen")
    assert event.participant_number == family.ana.pk


def test_a_report_about_the_other_party_says_so_and_warns(family, dee):
    family.ben.has_family_violence_indicator = True
    family.ben.save()
    change = report_about(
        family.ana, family.ben, family.case, address="77 Faraway Avenue", vehicle="Red Ford"
    )
    page = text_of(dee, page_of(change))
    assert "About the other party: Ben Abbott Jr." in page
    assert "Never tell who reported it" in page
    assert "Family violence indicator: Ben Abbott Jr." in page
    assert "no such field" in page  # nobody keeps vehicles
    assert "Ask back" not in page
    assert at("changes:ask", receipt_number=change.receipt_number) not in page
    seen = Event.objects.filter(action="staff.change_seen").values_list("participant_number", flat=True)
    assert set(seen) == {family.ana.pk, family.ben.pk}
    dee.post(page_of(change, "changes:ask"), {"question": "Where?"})
    assert ReportedChange.objects.get().state == State.PENDING


def test_rejecting_asks_for_a_reason_and_shows_it_to_the_author_in_their_language(family, dee):
    change = new_email_of(family.ana, "new@example.org")
    assert "Choose a reason" in dee.post(page_of(change, "changes:reject"), {}).content.decode()
    assert (
        "the person reads it"
        in dee.post(page_of(change, "changes:reject"), {"reason": "other"}).content.decode()
    )
    answer = {"reason": "needs_proof", "words": "Traiga un recibo <b>reciente</b>."}
    assert dee.post(page_of(change, "changes:reject"), answer)["Location"] == at("changes:queue")
    page = text_of(signed_in(family.ana), f"/es/profile/requests/{change.receipt_number}")
    assert "No se aceptó" in page or "No aceptado" in page
    assert "Necesitamos ver un papel" in page
    assert "Traiga un recibo &lt;b&gt;reciente" in page
    assert "Rejected by staff" in text_of(dee, page_of(change))
    late = dee.post(page_of(change, "changes:accept"), follow=True).content.decode()
    assert "somebody was faster" in late


def test_what_is_asked_back_is_answered_on_the_authors_page_without_scripts(family, dee):
    change = new_email_of(family.ana, "new@example.org")
    dee.post(page_of(change, "changes:ask"), {"question": "Is it yours alone?"})
    ana, path = signed_in(family.ana), f"/profile/requests/{change.receipt_number}"
    page = text_of(ana, path)
    assert "We have a question for you" in page
    assert "Is it yours alone?" in page
    assert "Write your answer." in ana.post(f"{path}/answer", {"answer": " "}).content.decode()
    for other in (family.ben, cal()):
        assert signed_in(other).post(f"{path}/answer", {"answer": "x"}).status_code == 404
        assert signed_in(other).get(path).status_code == 404
    assert ana.post(f"{path}/answer", {"answer": "Yes, mine."})["Location"] == path
    assert "There is no question" in ana.post(f"{path}/answer", {"answer": "x"}, follow=True).content.decode()
    assert "Yes, mine." in text_of(dee, page_of(change))
    assert change.receipt_number in text_of(dee, at("changes:queue"))


def test_several_are_accepted_at_once_only_where_it_is_safe(family, dee):
    safe = own_report(family.ana, Kind.LANGUAGE, language="en")
    address = own_report(family.ana, Kind.ADDRESS, city="Elsewhere")
    page = text_of(dee, at("changes:quick"))
    assert safe.receipt_number in page
    assert address.receipt_number not in page
    stranger = own_report(cal(), Kind.LANGUAGE, language="es")
    receipts = [each.receipt_number for each in (safe, address, stranger)]
    page = dee.post(at("changes:quick"), {"receipt": receipts}, follow=True).content.decode()
    assert "Accepted: 1." in page
    assert "Left alone" in page
    states = {each.pk: each.state for each in ReportedChange.objects.all()}
    assert states == {safe.pk: State.ACCEPTED, address.pk: State.PENDING, stranger.pk: State.PENDING}


def demo_family(tmp_path: Path) -> tuple[Path, Participant, Participant, int]:
    """Import a small demo agency. Return its package, and two parties of a case."""
    day = timezone.localdate()
    feed = tmp_path / "feed"
    write_full(World("round", day, day, agency().place.zone), feed, participants=12)
    call_command("import", feed, "--apply")
    parents = CaseMember.objects.exclude(role="child").filter(case__status="open", ends_on=None)
    for member in parents.select_related("participant").order_by("case_id", "pk"):
        partner = parents.filter(case=member.case_id).exclude(participant=member.participant_id).first()
        if partner is not None:
            return feed, member.participant, partner.participant, member.case_id
    raise AssertionError("the demo has no two parents")


def test_the_whole_way_round(tmp_path):
    feed, one, two, case_id = demo_family(tmp_path)
    good = new_email_of(one, "whole.way@example.org")
    bad = new_email_of(two, "nowhere@example.invalid")
    case = CaseMember.objects.get(case=case_id, participant=one).case
    about = report_about(one, two, case, address="1 Elsewhere")
    sam = client_of(staff_member("Sam", StaffRole.SUPERVISOR))
    for change in (good, bad, about):
        sam.post(page_of(change, "changes:accept"))
    call_command("export", tmp_path / "out", "--apply")
    [package] = (tmp_path / "out").glob("reported-changes-*")
    assert errors_of(package) == []
    page = text_of(signed_in(one), f"/profile/requests/{good.receipt_number}")
    assert "Sent to the agency" in page

    answered = tmp_path / "answered"
    write_delta(feed, answered, days=1, zone=agency().place.zone, answers=answers_to([package]))
    names = [each["name"] for each in json.loads((answered / "datapackage.json").read_text())["resources"]]
    assert names[-1] == "change_answers"
    call_command("import", answered, "--apply")

    one.refresh_from_db()
    assert one.email == "whole.way@example.org"
    assert "Done" in text_of(signed_in(one), f"/profile/requests/{good.receipt_number}")
    refused = text_of(signed_in(two), f"/profile/requests/{bad.receipt_number}")
    assert "Not accepted" in refused
    assert "We could not find this address, phone, email or employer." in refused
    assert "Mail domain" not in refused
    shown = text_of(sam, page_of(bad))
    assert "Refused by the system of record" in shown
    assert "Mail domain does not exist." in shown
    assert bad.receipt_number in text_of(sam, at("changes:queue") + "?show=refused")
    assert "We have it" in text_of(signed_in(one), f"/profile/requests/{about.receipt_number}")
    assert ReportedChange.objects.get(pk=about.pk).state == State.DONE
