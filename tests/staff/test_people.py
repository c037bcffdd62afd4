"""Finding people, their pages, and what staff do for them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from customer_connect.domain.audit.models import Event
from customer_connect.domain.deliveries.enums import Channel, State
from customer_connect.domain.deliveries.models import BadAddress, BadEmail, Delivery, SafeContact
from customer_connect.domain.identity.accounts import account_of
from customer_connect.domain.identity.actions.note_addresses import note_addresses
from customer_connect.domain.identity.models import TemporaryPin
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.domain.identity.throttling import disable
from tests.factories import CaseworkerFactory, ParticipantFactory, ana_and_ben, cal
from tests.staff.doors import at, client_of, staff_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    return ana_and_ben()


@pytest.fixture
def dee(family):
    return client_of(staff_member("Dee", StaffRole.CASEWORKER, family.case.office))


def page_of(person, name="people:person"):
    return at(name, participant_id=person.pk)


def find(client, **fields):
    return client.post(at("people:find"), {"number": "", "last_name": "", "first_name": "", **fields})


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "ID"},
        {"number": "536-22-1234"},
        {"number": "(916) 555-0171"},
        {"number": "+1 916 555 0171"},
        {"last_name": "nunez o'h"},
        {"last_name": "NÚÑEZ", "first_name": "ana"},
    ],
)
def test_one_found_is_opened(family, dee, typed):
    typed = {name: family.ana.number if text == "ID" else text for name, text in typed.items()}
    assert find(dee, **typed)["Location"] == page_of(family.ana)


def test_a_case_lists_all_who_are_in_it(family, dee):
    page = dee.get(find(dee, number=family.case.number)["Location"]).content.decode()
    for person in (family.ana, family.ben, family.mia):
        assert person.number in page


def test_who_stood_in_a_list_is_in_the_trail(family, dee):
    find(dee, number=family.case.number)
    dee.get(at("people:find"))
    listed = Event.objects.get(action="staff.people_listed")
    assert set(listed.details["people"]) == {family.ana.pk, family.ben.pk, family.mia.pk}


def test_what_was_typed_is_kept_nowhere(family, dee):
    response = find(dee, number="536-22-1234")
    assert "536" not in response["Location"]
    assert "536221234" not in str(dict(dee.session.items()))
    event = Event.objects.get(action="staff.people_searched")
    assert event.details == {"way": "ssn", "found": 1}


def test_another_offices_people_are_not_found(family, dee):
    stranger = cal()
    find(dee, number=stranger.number)
    assert "Nobody whom you may see" in dee.get(at("people:find")).content.decode()
    assert dee.get(page_of(stranger)).status_code == 404


def test_nothing_typed_is_told(dee):
    for fields in ({}, {"last_name": "x"}, {"number": "Núñez"}):
        assert find(dee, **fields).status_code == 200


def test_a_caseworker_sees_those_assigned_to_them_wherever_they_live(family):
    elsewhere = CaseworkerFactory.create()
    family.case.members.filter(participant=family.ben).update(caseworker=elsewhere)
    bo = client_of(staff_member("Bo", StaffRole.CASEWORKER, elsewhere.office, caseworker=elsewhere))
    assert bo.get(page_of(family.ben)).status_code == 200
    assert bo.get(page_of(family.ana)).status_code == 404


def test_a_stand_in_sees_the_work_of_who_is_away_and_only_while_they_are(family):
    worker = CaseworkerFactory.create()
    family.case.members.filter(participant=family.ben).update(caseworker=worker)
    gus = staff_member("Gus", StaffRole.CASEWORKER, caseworker=CaseworkerFactory.create())
    bo = staff_member("Bo", StaffRole.CASEWORKER, caseworker=worker, stand_in=gus)
    client = client_of(gus)
    assert client.get(page_of(family.ben)).status_code == 404
    bo.away_from = timezone.localdate()
    bo.save()
    assert client.get(page_of(family.ben)).status_code == 200
    bo.away_from = bo.away_until = timezone.localdate() - timedelta(days=1)
    bo.save()
    assert client.get(page_of(family.ben)).status_code == 404


def test_every_look_is_in_the_trail(family, dee):
    dee.get(page_of(family.ana))
    dee.get(page_of(family.ana, "people:overview"))
    looks = Event.objects.about(family.ana.pk).order_by("id")
    assert [event.action for event in looks] == ["staff.person_seen", "staff.person_overview_seen"]
    assert looks[0].details == {}


def test_an_agent_gives_a_reason_once_for_each_person_and_session(family):
    client = client_of(staff_member("Ada", StaffRole.AGENT))
    response = client.get(page_of(family.ana))
    assert response["Location"].startswith(page_of(family.ana, "people:reason"))
    assert family.ana.last_name not in client.get(response["Location"]).content.decode()
    assert "in a few words" in client.post(response["Location"], {"reason": "other"}).content.decode()
    given = client.post(
        response["Location"], {"reason": "called", "note": "asks for a PIN", "next": page_of(family.ana)}
    )
    assert given["Location"] == page_of(family.ana)
    assert client.get(page_of(family.ana)).status_code == 200
    assert (
        Event.objects.get(action="staff.person_seen").details["reason"]
        == "They are on the phone: asks for a PIN"
    )
    assert client.get(page_of(family.ben)).status_code == 302
    assert client.post(page_of(family.ben, "people:unlock_pin")).status_code == 302
    assert not Event.objects.filter(action="identity.account_unlocked").exists()


def test_the_page_tells_what_is_on_file_and_no_secret(family, dee):
    family.ana.has_family_violence_indicator = True
    family.ana.save()
    SafeContact.objects.create(participant=family.ana, unsafe_ways=["mail"], changed_at=timezone.now())
    page = dee.get(page_of(family.ana)).content.decode()
    for text in (
        "Family violence indicator",
        "Not safe for this person",
        "12 Hideaway Lane",
        "ana@example.org",
        "1234",
    ):
        assert text in page
    assert "536-22" not in page
    assert "53622" not in page


def test_what_they_see_holds_nothing_of_the_other_partys_whereabouts(family, dee):
    page = dee.get(page_of(family.ana, "people:overview")).content.decode()
    assert "Ben Abbott" in page
    for text in ("Faraway", "Birchville", "Birch County", "ben@example.org", "Harbor Crane"):
        assert text not in page


def test_a_pin_goes_out_unseen_and_is_announced(family, dee):
    note_addresses()  # what is there the first time has always been there
    response = dee.post(page_of(family.ana, "people:issue_pin"), {"way": "mail"}, follow=True)
    page = response.content.decode()
    assert "A temporary PIN is on its way" in page
    letter = Delivery.objects.get(channel=Channel.LETTER)
    assert (letter.participant, letter.message, letter.state) == (
        family.ana,
        "temporary_pin",
        State.QUEUED,
    )
    assert Delivery.objects.filter(message="pin_requested", channel=Channel.EMAIL).exists()
    assert TemporaryPin.objects.get().user.participant == family.ana
    again = dee.post(page_of(family.ana, "people:issue_pin"), {"way": "mail"}).content.decode()
    assert "Too soon after the last one" in again


def test_where_no_pin_may_go_staff_read_why(family, dee):
    page = dee.post(page_of(family.ana, "people:issue_pin"), {"way": "mail"}).content.decode()
    assert "The address on file is too new" in page
    child = dee.post(page_of(family.mia, "people:issue_pin"), {"way": "mail"}).content.decode()
    assert "This person cannot sign in" in child


def test_a_pin_is_turned_off_and_unlocked(family, dee):
    dee.post(page_of(family.ana, "people:turn_pin_off"))
    assert "PIN turned off" in dee.get(page_of(family.ana)).content.decode()
    dee.post(page_of(family.ana, "people:unlock_pin"))
    assert "PIN turned off" not in dee.get(page_of(family.ana)).content.decode()
    disable(account_of(family.ana), now=timezone.now())
    assert "Unlock" in dee.get(page_of(family.ana)).content.decode()


def test_an_address_is_marked_as_bad_and_good_again(family, dee):
    for kind, model in (("address", BadAddress), ("email", BadEmail)):
        dee.post(page_of(family.ana, f"people:mark_{kind}"), {"note": "the new tenant called"})
        bad = model.objects.get()
        assert (bad.note, bad.delivery) == ("the new tenant called", None)
        assert "good again" in dee.get(page_of(family.ana)).content.decode()
        dee.post(page_of(family.ana, f"people:trust_{kind}"))
        assert not model.objects.exists()


def test_no_address_no_mark(family, dee):
    family.ana.email = ""
    family.ana.save()
    page = dee.post(page_of(family.ana, "people:mark_email"), {"note": "gone"}).content.decode()
    assert "no email address on file" in page


def test_safe_contact_is_set_in_their_words(family, dee):
    address = page_of(family.ana, "people:safe_contact")
    dee.post(address, {"unsafe_ways": ["mail", "voicemail"], "note": "He reads my mail."})
    wishes = SafeContact.objects.get(participant=family.ana)
    assert (wishes.unsafe_ways, wishes.note) == (["mail", "voicemail"], "He reads my mail.")
    assert "He reads my mail." in dee.get(address).content.decode()


def test_a_number_that_no_record_can_have_is_not_found(dee):
    assert dee.get(f"/staff/people/{10**30}").status_code == 404


@pytest.mark.postgres
def test_names_and_phones_come_from_their_index():
    from django.db import connection

    from customer_connect.domain.cases.models import Participant

    ParticipantFactory.create_batch(3, birth_on=date(1990, 1, 1))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    by_name = Participant.objects.with_name(last_name="nun", first_name="a").explain()
    assert "participant_by_name" in by_name
    by_second_name = Participant.objects.with_second_name(last_name="lopez", first_name="a").explain()
    assert "participant_by_second_name" in by_second_name
    by_phone = Participant.objects.with_phone("+19165550171").explain()
    assert all(f"participant_by_{kind}_phone" in by_phone for kind in ("home", "mobile", "work"))
