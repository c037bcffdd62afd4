"""The agents' desk: who waits, who takes them, what is written up; calling back; what people's pages show."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from customer_connect.domain.audit.models import Event
from customer_connect.domain.calls.enums import CallBackState
from customer_connect.domain.calls.models import AgentRequest, CallBack, Referral
from customer_connect.domain.calls.windows import Window, next_window
from customer_connect.domain.identity.permissions import StaffRole
from tests.domain.calls.agents import NUMBER, call_by, waiting_call, wanted_call_back
from tests.factories import ana_and_ben, cal
from tests.phone.conftest import CALIFORNIA, CLOSED, OPEN
from tests.staff.doors import at, client_of, staff_member

pytestmark = pytest.mark.django_db

WHOLE = "916-555-0142"


@pytest.fixture
def family():
    with time_machine.travel(OPEN, tick=True):
        yield ana_and_ben()


@pytest.fixture
def ada(family):
    return client_of(staff_member("Ada", StaffRole.AGENT))


def page(client, name, **kwargs):
    return client.get(at(name, **kwargs)).content.decode()


def write_up(client, name, **fields):
    kwargs = {key: fields.pop(key) for key in ("request_id", "call_back_id") if key in fields}
    data = {"outcome": "answered", "note": "", "number": "", "half_day": "morning", **fields}
    return client.post(at(name, **kwargs), data)


def give_reason(client, person):
    client.post(at("people:reason", participant_id=person.pk), {"reason": "called", "note": ""})


def test_the_desk_tells_who_is_verified_and_where_they_stood_and_masks_the_others_number(family, ada):
    waiting_call(family.ana)
    waiting_call()
    waiting_call(number="")
    desk = page(ada, "calls:desk")
    assert "3 callers waiting." in desk
    assert f"{family.ana.short_name}, {family.ana.number}" in desk
    assert "Asked for an agent" in desk
    assert "••• ••• 0142" in desk
    assert "number withheld" in desk
    assert desk.count("Signed in") == 1
    assert desk.count("Not verified") == 2
    assert WHOLE not in desk
    assert NUMBER not in desk
    seen = Event.objects.filter(action="staff.desk_seen").get()
    assert seen.details["calls"] == list(AgentRequest.objects.values_list("pk", flat=True))


def test_of_two_agents_one_takes_a_call_and_the_other_is_told(family, ada):
    bea = client_of(staff_member("Bea", StaffRole.AGENT))
    number = waiting_call(family.ana).pk
    assert ada.post(at("calls:take", request_id=number))["Location"] == at("calls:talk", request_id=number)
    told = bea.post(at("calls:take", request_id=number), follow=True).content.decode()
    assert "A colleague took this call" in told
    assert "Nobody waits." in told
    give_reason(bea, family.ana)
    assert WHOLE not in page(bea, "calls:talk", request_id=number)
    assert WHOLE in page(ada, "calls:talk", request_id=number)
    assert "Call backs" in page(ada, "calls:desk")
    shown = Event.objects.filter(action="staff.call_seen").order_by("id")
    assert [event.details["shows_number"] for event in shown] == [False, True]
    assert {event.participant_number for event in shown} == {family.ana.pk}
    refused = write_up(bea, "calls:talk", request_id=number)
    assert "not yours" in bea.get(refused["Location"]).content.decode()
    assert not AgentRequest.objects.get().outcome


def test_a_call_of_somebody_signed_in_is_the_reason_to_open_their_page(family, ada):
    theirs = at("people:person", participant_id=family.ana.pk)
    assert at("people:reason", participant_id=family.ana.pk) in ada.get(theirs)["Location"]
    number = waiting_call(family.ana).pk
    ada.post(at("calls:take", request_id=number))
    assert ada.get(theirs).status_code == 200
    seen = Event.objects.filter(action="staff.person_seen").get()
    assert seen.details["reason"] == f"On the phone, call {number}: Asked for an agent"
    assert (
        at("people:reason", participant_id=family.ben.pk)
        in ada.get(at("people:person", participant_id=family.ben.pk))["Location"]
    )


def test_a_call_that_is_over_or_a_colleagues_is_no_reason_to_look_at_whom_it_was_about(family, ada):
    bea = client_of(staff_member("Bea", StaffRole.AGENT))
    with time_machine.travel(timezone.now() - timedelta(hours=3), tick=True):
        lost = waiting_call(family.ana)
    taken, back = (
        waiting_call(family.ana),
        wanted_call_back(family.ana, window=next_window(timezone.now(), morning=True)),
    )
    for client in (ada, bea):
        assert client.get(at("calls:talk", request_id=taken.pk)).status_code == 200
        assert client.get(at("calls:call_back", call_back_id=back.pk)).status_code == 200
    ada.post(at("calls:take", request_id=taken.pk))
    ada.post(at("calls:take_call_back", call_back_id=back.pk))
    over = [
        at("calls:talk", request_id=lost.pk),
        at("calls:talk", request_id=taken.pk),
        at("calls:call_back", call_back_id=back.pk),
    ]
    looks = Event.objects.filter(action="staff.call_seen").count()
    for address in over:
        for answer in (bea.get(address), bea.post(address, {"outcome": "nonsense"})):
            assert answer["Location"].startswith(at("people:reason", participant_id=family.ana.pk))
    assert Event.objects.filter(action="staff.call_seen").count() == looks
    give_reason(bea, family.ana)
    assert [bea.get(address).status_code for address in over] == [200, 200, 200]


def test_what_an_agent_passes_on_is_a_task_of_the_caseworker(family, ada):
    number = waiting_call().pk
    ada.post(at("calls:take", request_id=number))
    wrong = write_up(ada, "calls:talk", request_id=number, outcome="referred").content.decode()
    assert "Whose caseworker?" in wrong
    assert "the caseworker reads it" in wrong
    fields = {"outcome": "referred", "note": "Wants a review."}
    nobody = write_up(ada, "calls:talk", request_id=number, participant_id="9999999999", **fields)
    assert "Nobody whom you may see" in nobody.content.decode()
    write_up(ada, "calls:talk", request_id=number, participant_id=family.ana.number, **fields)
    dee = client_of(staff_member("Dee", StaffRole.CASEWORKER, family.case.office, caseworker=family.dee))
    tasks = page(dee, "tasks:tasks")
    assert "Wants a review." in tasks
    eve = client_of(staff_member("Eve", StaffRole.CASEWORKER, cal().memberships.get().office))
    assert "Wants a review." not in page(eve, "tasks:tasks")
    dee.post(at("tasks:settle_referral", referral_id=Referral.objects.get().pk))
    assert "Wants a review." not in page(dee, "tasks:tasks")


def test_the_list_alone_is_sent_only_when_it_has_changed(family, ada):
    waiting_call(family.ana)
    first = ada.get(at("calls:waiting"))
    assert family.ana.number in first.content.decode()
    assert "<h1" not in first.content.decode()
    again = ada.get(at("calls:waiting"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with time_machine.travel(timezone.now() + timedelta(minutes=3), tick=True):
        later = ada.get(at("calls:waiting"), headers={"If-None-Match": first["ETag"]})
    assert later.status_code == 304
    waiting_call()
    new = ada.get(at("calls:waiting"), headers={"If-None-Match": first["ETag"]})
    assert new.status_code == 200
    assert Event.objects.filter(action="staff.desk_seen").count() == 2


def test_whoever_is_not_on_the_line_any_more_is_taken_out_of_the_queue(family, ada):
    number = waiting_call().pk
    ada.post(at("calls:left", request_id=number))
    assert "Nobody waits." in page(ada, "calls:desk")


def test_call_backs_are_due_in_their_window_and_show_the_number_to_whoever_took_them(family, ada):
    bea = client_of(staff_member("Bea", StaffRole.AGENT))
    now = timezone.now()
    wanted_call_back(window=next_window(now, morning=True), language="es")
    over = Window(now.replace(day=9, hour=8), now.replace(day=9, hour=12))
    row = wanted_call_back(family.ana, window=over)
    due = page(ada, "calls:call_backs")
    assert "Overdue" in due
    assert family.ana.number in due
    assert "••• ••• 0142" not in due
    everything = ada.get(at("calls:call_backs"), {"show": "all"}).content.decode()
    assert "••• ••• 0142" in everything
    spanish = ada.get(at("calls:call_backs"), {"show": "all", "language": "es"}).content.decode()
    assert family.ana.number not in spanish

    assert WHOLE not in page(ada, "calls:call_back", call_back_id=row.pk)
    ada.post(at("calls:take_call_back", call_back_id=row.pk))
    assert WHOLE in page(ada, "calls:call_back", call_back_id=row.pk)
    give_reason(bea, family.ana)
    assert WHOLE not in page(bea, "calls:call_back", call_back_id=row.pk)
    told = bea.post(at("calls:take_call_back", call_back_id=row.pk), follow=True)
    assert "Ada is calling them back." in told.content.decode()
    numbers = Event.objects.filter(action="staff.call_seen").order_by("id")
    assert [event.details["shows_number"] for event in numbers] == [False, True, False]
    ada.post(at("calls:no_answer", call_back_id=row.pk))
    row.refresh_from_db()
    assert (row.tries, row.holder, row.is_overdue) == (1, None, False)
    ada.post(at("calls:take_call_back", call_back_id=row.pk))
    write_up(ada, "calls:call_back", call_back_id=row.pk, note="All is well.")
    row.refresh_from_db()
    assert (row.state, row.note) == (CallBackState.DONE, "All is well.")
    assert WHOLE not in page(ada, "calls:call_back", call_back_id=row.pk)


def test_a_promise_to_call_back_needs_a_number_where_the_callers_is_withheld(family, ada):
    number = waiting_call(number="").pk
    ada.post(at("calls:take", request_id=number))
    fields = {"request_id": number, "outcome": "call_later", "half_day": "afternoon"}
    assert "Type the number to call." in write_up(ada, "calls:talk", **fields).content.decode()
    assert "area code" in write_up(ada, "calls:talk", number="12", **fields).content.decode()
    write_up(ada, "calls:talk", number="(213) 555-0177", **fields)
    assert CallBack.objects.waiting().get().number == "+12135550177"


def test_a_persons_page_shows_their_calls_and_a_calls_page_its_path_in_words(family, ada):
    request = waiting_call(family.ana)
    ada.post(at("calls:take", request_id=request.pk))
    write_up(ada, "calls:talk", request_id=request.pk, note="Told the date.")
    wanted_call_back(family.ana, window=next_window(timezone.now(), morning=True))
    call_by()
    dee = client_of(staff_member("Dee", StaffRole.CASEWORKER, family.case.office))
    theirs = page(dee, "people:person", participant_id=family.ana.pk)
    link = at("calls:call", participant_id=family.ana.pk, key=request.call.key)
    assert link in theirs
    assert "Answered the question" in theirs
    assert theirs.count(at("people:person", participant_id=family.ana.pk) + "/calls/") == 2
    record = dee.get(link).content.decode()
    assert "Main menu: payments" in record
    assert "Payments: asked for an agent" in record
    assert "Told the date." in record
    assert WHOLE not in record
    assert "Told the date." not in page(dee, "people:person", participant_id=family.ben.pk)
    bens = at("calls:call", participant_id=family.ben.pk, key=request.call.key)
    assert dee.get(bens).status_code == 404
    assert dee.get(at("calls:desk")).status_code == 403


def test_of_a_long_call_the_earlier_steps_are_folded_away(family, ada):
    request = waiting_call(family.ana)
    request.call.path = ["main_menu=balances", *["main_menu=payments", "payments_menu=main_menu"] * 5]
    request.call.save()
    shown = page(ada, "calls:talk", request_id=request.pk)
    folded, _, open_steps = shown.partition("</details>")
    assert "Main menu: balances" in folded
    assert open_steps.count("<li>Payments: back to the main menu") == 4


def test_outside_the_hours_the_desk_says_so(family, ada):
    with time_machine.travel(CLOSED.astimezone(CALIFORNIA), tick=True):
        late = client_of(staff_member("Lea", StaffRole.AGENT))
        assert "Outside the agents’ hours" in page(late, "calls:desk")
