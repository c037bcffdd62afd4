"""First PINs in bulk, deliveries, letters and tasks."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.note_bounce import note_bounce
from customer_connect.domain.deliveries.enums import Channel, Reason, State
from customer_connect.domain.deliveries.letter_enums import BatchState, LetterState, ProblemKind
from customer_connect.domain.deliveries.messages import MESSAGES
from customer_connect.domain.deliveries.models import (
    BadAddress,
    BatchedLetter,
    Delivery,
    LetterBatch,
    LetterProblem,
)
from customer_connect.domain.identity.actions.first_pin_runs import go_on_with_first_pins
from customer_connect.domain.identity.models import FirstPin, FirstPinRun, RunState
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.domain.jobs.models import Worker
from customer_connect.staff.deliveries.words import MESSAGE_NAMES
from tests.factories import ana_and_ben, cal
from tests.staff.doors import at, client_of, staff_member
from tests.staff.rows import delivery_to, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    return ana_and_ben()


@pytest.fixture
def sam():
    return client_of(staff_member("Sam", StaffRole.SUPERVISOR))


def work():
    while go_on_with_first_pins():
        pass


# ---- first PINs


def test_first_pins_are_counted_then_issued_once_each(family, sam):
    office = family.case.members.get(participant=family.ana).office
    address = sam.post(at("first_pins:runs"), {"who": "office", "office": office.pk})["Location"]
    assert "Counting" in sam.get(address).content.decode()
    work()
    page = sam.get(address).content.decode()
    assert "Mail 1 PIN for about $0.85" in page
    assert not FirstPin.objects.exists()
    run = FirstPinRun.objects.get()
    sam.post(at("first_pins:confirm", number=run.pk))
    assert "Letters issued: 0 of 1" in sam.get(address).content.decode()
    work()
    page = sam.get(address).content.decode()
    assert "Letters issued: 1 of 1" in page
    assert FirstPin.objects.get().participant == family.ana
    sam.post(at("first_pins:confirm", number=run.pk))
    work()
    assert Delivery.objects.filter(message="temporary_pin").count() == 1
    sam.post(at("first_pins:runs"), {"who": "office", "office": office.pk})
    work()
    assert FirstPinRun.objects.newest_first()[0].skipped == {"were sent a first PIN before": 1}


def test_a_stopped_run_issues_no_more(family, sam):
    sam.post(at("first_pins:runs"), {"who": "since", "since": "2000-01-01"})
    work()
    run = FirstPinRun.objects.get()
    assert run.wanted == 2
    sam.post(at("first_pins:confirm", number=run.pk))
    sam.post(at("first_pins:stop", number=run.pk))
    work()
    run.refresh_from_db()
    assert (run.state, run.issued) == (RunState.STOPPED, 0)
    assert not FirstPin.objects.exists()


def test_those_who_changed_since_the_count_get_none(family, sam):
    sam.post(at("first_pins:runs"), {"who": "since", "since": "2000-01-01"})
    work()
    run = FirstPinRun.objects.get()
    sam.post(at("first_pins:confirm", number=run.pk))
    family.ana.is_address_valid = False
    family.ana.save()
    work()
    run.refresh_from_db()
    assert (run.state, run.issued, run.changed_meanwhile) == (RunState.DONE, 1, 1)


def test_an_offices_supervisor_mails_to_that_office_alone(family):
    stranger = cal()
    office = family.case.office
    client = client_of(staff_member("Sue", StaffRole.SUPERVISOR, office))
    other = stranger.memberships.get().office
    assert other is not None
    assert client.post(at("first_pins:runs"), {"who": "office", "office": other.pk}).status_code == 200
    assert client.post(at("first_pins:runs"), {"who": "wages"}).status_code == 200
    assert not FirstPinRun.objects.exists()
    assert client.post(at("first_pins:runs"), {"who": "office", "office": office.pk}).status_code == 302


def test_a_choice_without_what_it_needs_is_asked_for(sam):
    page = sam.post(at("first_pins:runs"), {"who": "office"}).content.decode()
    assert "Choose an office." in page
    assert "Give a day." in sam.post(at("first_pins:runs"), {"who": "since"}).content.decode()


def test_a_run_that_nobody_works_on_says_so(family, sam):
    sam.post(at("first_pins:runs"), {"who": "wages"})
    FirstPinRun.objects.update(changed_at=now() - timedelta(minutes=5))
    page = at("first_pins:run", number=FirstPinRun.objects.get().pk)
    assert "The worker is not running" in sam.get(page).content.decode()
    Worker.objects.create(id=uuid4(), host="x", process=1, started_at=now(), beat_at=now())
    assert "The worker is not running" not in sam.get(page).content.decode()


# ---- deliveries


def test_names_of_messages_are_of_messages_that_there_are():
    assert set(MESSAGE_NAMES) == set(MESSAGES)


def test_deliveries_are_listed_by_state_and_channel(family, sam):
    delivery_to(family.ana, state=State.FAILED)
    delivery_to(family.ben, state=State.SENT, reason=Reason.NONE, message="passkey_added")
    page = sam.get(at("deliveries:deliveries"), {"state": "failed", "channel": "email"}).content.decode()
    assert "The provider did not answer" in page
    assert "a passkey was added" not in page


def test_what_failed_and_holds_no_secret_is_sent_again_once(family, sam):
    failed = delivery_to(family.ana, state=State.FAILED, reason=Reason.NO_ANSWER)
    for _ in range(2):
        sam.post(at("deliveries:again", number=failed.pk))
    again = Delivery.objects.exclude(pk=failed.pk).get()
    assert (again.state, again.message, again.participant) == (State.QUEUED, "pin_changed", family.ana)


@pytest.mark.parametrize(
    "values",
    [
        {"message": "one_time_code"},
        {"state": State.SENT, "reason": Reason.NONE},
        {"reason": Reason.BOUNCED},
        {"channel": Channel.LETTER, "message": "pin_changed"},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_not_sent_again(family, sam, values):
    failed = delivery_to(family.ana, **values)
    assert "Send again" not in sam.get(at("deliveries:deliveries")).content.decode()
    page = sam.post(at("deliveries:again", number=failed.pk), follow=True).content.decode()
    assert "cannot be sent again" in page
    assert Delivery.objects.count() == 1


def test_long_lists_are_paged_by_place(family, sam):
    for _ in range(51):
        delivery_to(family.ana)
    first = sam.get(at("deliveries:deliveries"))
    older = first.context["older"]
    assert len(first.context["rows"]) == 50
    assert len(sam.get(at("deliveries:deliveries") + older).context["rows"]) == 1


# ---- letters and tasks


@pytest.fixture
def letter(family):
    delivery = delivery_to(
        family.ana,
        channel=Channel.LETTER,
        message="temporary_pin",
        state=State.SENT,
        reason=Reason.NONE,
    )
    batch = LetterBatch.objects.create(
        cut_off_at=now(),
        collected_at=now(),
        dated_on=timezone.localdate(),
        state=BatchState.HANDED_OVER,
        pages=1,
    )
    return BatchedLetter.objects.create(
        batch=batch, delivery=delivery, sequence=1, state=LetterState.HANDED_OVER
    )


def test_returned_mail_is_entered_by_its_reference(family, letter):
    dee = client_of(staff_member("Dee", StaffRole.CASEWORKER, family.case.office, caseworker=family.dee))
    typed = f"{letter.delivery.key.hex[:12].upper()}\nffffffffffff\n"
    page = dee.post(
        at("letters:returned"), {"references": typed, "reason": "moved"}, follow=True
    ).content.decode()
    assert "Noted: 1." in page
    assert "ffffffffffff" in page
    assert BadAddress.objects.get().note == "moved"
    tasks = dee.get(at("tasks:tasks")).content.decode()
    assert "Ana Núñez-O’Hara" in tasks
    assert "moved" in tasks
    dee.post(at("tasks:settle", number=LetterProblem.objects.get().pk))
    assert "Nothing to do." in dee.get(at("tasks:tasks")).content.decode()


def test_returned_mail_needs_a_reference_or_a_file(family, sam):
    assert "Type a reference or choose a file." in sam.post(at("letters:returned"), {}).content.decode()
    bad = SimpleUploadedFile("x.csv", b"number\n1\n")
    assert "lacks the columns" in sam.post(at("letters:returned"), {"file": bad}).content.decode()


def test_the_print_shops_answer_is_taken_in(letter):
    ira = client_of(staff_member("Ira", StaffRole.INTEGRATOR))
    address = at("letters:batch", name=letter.batch.name)
    answer = f"letter,status,reason\n{letter.delivery.key},rejected,smeared\n".encode()
    page = ira.post(address, {"file": SimpleUploadedFile("a.csv", answer)}, follow=True).content.decode()
    assert "Accepted: 0. Rejected: 1." in page
    assert "smeared" in page
    assert LetterProblem.objects.get().kind == ProblemKind.REJECTED
    wrong = SimpleUploadedFile("a.csv", b"\xff\xfe\x00")
    letter.batch.refresh_from_db()
    assert "no text in UTF-8" in ira.post(address, {"file": wrong}).content.decode()


def test_a_reprint_without_a_print_file_says_what_to_do(letter):
    ira = client_of(staff_member("Ira", StaffRole.INTEGRATOR))
    address = at("letters:reprint", name=letter.batch.name)
    assert "Tick that the whole batch was lost" in ira.post(address, follow=True).content.decode()
    page = ira.post(address, {"is_lost": "yes"}, follow=True).content.decode()
    assert "Send new PINs instead" in page
    assert LetterBatch.objects.count() == 1


def test_an_email_that_came_back_for_good_is_a_task(family, sam):
    email = delivery_to(family.ana, state=State.SENT, reason=Reason.NONE)
    note_bounce(key=email.key, is_for_good=True, status="5.1.1", by=Actor.system("bounces"))
    page = sam.get(at("tasks:tasks")).content.decode()
    assert "The email came back for good (5.1.1)" in page


def test_a_caseworker_has_their_own_list_and_that_of_the_office(family):
    problem = LetterProblem.objects.create(
        delivery=delivery_to(family.ben), kind=ProblemKind.RETURNED, noted_at=now()
    )
    dee = client_of(staff_member("Dee", StaffRole.CASEWORKER, family.case.office, caseworker=family.dee))
    assert "Nothing to do." in dee.get(at("tasks:tasks")).content.decode()
    assert family.ben.short_name in dee.get(at("tasks:tasks") + "?all").content.decode()
    eve = client_of(staff_member("Eve", StaffRole.CASEWORKER, cal().memberships.get().office))
    assert eve.post(at("tasks:settle", number=problem.pk)).status_code == 404


def test_work_due_tells_whether_the_worker_lives(sam):
    assert "No worker is alive" in sam.get(at("work:due")).content.decode()
    Worker.objects.create(id=uuid4(), host="here", process=7, started_at=now(), beat_at=now())
    assert "The worker lives." in sam.get(at("work:due")).content.decode()


@pytest.mark.parametrize(("ends_on", "is_told"), [(date(2027, 1, 3), True), (None, False)])
def test_the_letters_page_warns_of_a_certificate_that_ends_but_only_who_sees_batches(
    monkeypatch, family, ends_on, is_told
):
    monkeypatch.setattr("customer_connect.staff.letters.views.ends_soon_on", lambda _: ends_on)
    for role in (StaffRole.INTEGRATOR, StaffRole.SUPERVISOR, StaffRole.CASEWORKER):
        client = client_of(staff_member(role.value, role, family.case.office))
        page = client.get(at("letters:batches")).content.decode()
        assert ("good until January 3, 2027" in page) == (is_told and role != StaffRole.CASEWORKER)
