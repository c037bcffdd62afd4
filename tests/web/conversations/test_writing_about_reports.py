"""Whoever was refused a change writes back about it, and staff find the one beside the other."""

import pytest
from django.test import Client

from customer_connect.domain.changes.actions.correct_refusal import reopen_change
from customer_connect.domain.changes.actions.decide_change import reject_change
from customer_connect.domain.changes.enums import Refusal
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.conversations.actions.write import open_conversation
from customer_connect.domain.conversations.enums import Subject
from customer_connect.domain.conversations.exceptions import NotTheirReport
from customer_connect.domain.conversations.models import Conversation
from customer_connect.domain.identity.actions.keep_form import keep_form
from customer_connect.domain.identity.models import StaffMember
from tests.factories import Family, ana_and_ben, user_of
from tests.reports import DEE, by_themselves, new_email_of, report_about
from tests.staff.doors import at, client_of, staff_member
from tests.web.conversations.test_message_pages import signed_in, text_of, typed, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


@pytest.fixture
def ana(family: Family) -> Client:
    return signed_in(family.ana)


@pytest.fixture
def dee(family: Family) -> StaffMember:
    return staff_member("Dee", office=family.dee.office, caseworker=family.dee)


@pytest.fixture
def refused(family: Family) -> ReportedChange:
    change = new_email_of(family.ana, "new@example.org")
    reject_change(change=change, reason=Refusal.NEEDS_PROOF, by=DEE)
    return change


def test_the_whole_talk_about_a_refusal(family, ana, dee, refused):
    receipt, number = f"/profile/requests/{refused.receipt_number}", refused.receipt_number
    assert f'href="/messages/new?about={number}"' in ana.get(receipt).content.decode()
    page = ana.get(f"/messages/new?about={number}")
    assert f"About your report {number}: Email." in text_of(page)
    assert '<option value="information" selected>' in page.content.decode()
    given = typed(family, about=number, subject="information")
    wrong = ana.post("/messages/new", {**given, "body": ""})
    assert f"About your report {number}" in text_of(wrong)
    ana.post("/messages/new", {**given, "attachments": [upload()]})
    conversation = Conversation.objects.get()
    assert conversation.change == refused
    assert conversation.messages.get().attachments.count() == 1

    path = f"/messages/{conversation.pk}"
    assert path in ana.get(receipt).content.decode()
    assert receipt in ana.get(path).content.decode()
    assert ana.get(f"/messages/new?about={number}")["Location"] == path

    staff = client_of(dee)
    conversations, change = (
        at("conversations:conversation", conversation_id=conversation.pk),
        at("changes:change", receipt_number=number),
    )
    assert change in staff.get(conversations).content.decode()
    assert conversations in staff.get(change).content.decode()

    taken_back = staff.post(at("changes:reopen", receipt_number=number), follow=True)
    assert "The refusal is taken back" in text_of(taken_back)
    assert "Ask back" in text_of(taken_back)
    page = text_of(ana.get(receipt))
    assert "Your caseworker is looking at it again." in page
    assert "Your messages about this report" in page
    assert "a refusal was taken back" in text_of(staff.get(change))
    assert number in text_of(staff.get(at("changes:queue")))
    late = staff.post(at("changes:reopen", receipt_number=number), follow=True)
    assert "somebody was faster" in text_of(late)


def test_a_reason_is_corrected_and_its_reader_reads_the_new_one(family, ana, dee, refused):
    staff, address = client_of(dee), at("changes:correct", receipt_number=refused.receipt_number)
    assert 'value="needs_proof"' in staff.get(address).content.decode()
    assert "the person reads it" in text_of(staff.post(address, {"reason": "other", "words": ""}))
    page = staff.post(address, {"reason": "not_found", "words": "The domain is misspelt."}, follow=True)
    assert "Corrected. The person is told." in text_of(page)
    seen = text_of(ana.get(f"/profile/requests/{refused.receipt_number}"))
    assert "We could not find this address, phone, email or employer." in seen
    assert "The domain is misspelt." in seen
    reopen_change(change=ReportedChange.objects.get(), by=DEE)
    assert "somebody was faster" in text_of(staff.get(address, follow=True))


def test_of_a_report_about_the_other_party_there_is_nothing_to_write_about(family, ana, dee):
    about = report_about(family.ana, family.ben, family.case, address="1 Elsewhere")
    receipt = f"/profile/requests/{about.receipt_number}"
    for _ in range(2):
        assert "Write about this report" not in text_of(ana.get(receipt))
        if about.is_undecided:
            reject_change(change=about, reason=Refusal.COURT, by=DEE)
    assert "About your report" not in text_of(ana.get(f"/messages/new?about={about.receipt_number}"))
    ana.post("/messages/new", typed(family, about=about.receipt_number))
    assert not Conversation.objects.exclude(change=None).exists()
    page = client_of(dee).post(
        at("changes:correct", receipt_number=about.receipt_number), {"reason": "not_found"}, follow=True
    )
    assert "Corrected. Nobody is told." in text_of(page)


def test_what_it_is_about_is_kept_too_when_the_session_ends(family, ana, refused):
    given = typed(family, about=refused.receipt_number, subject="information")
    user, by = user_of(family.ana), by_themselves(family.ana)
    keep_form(user_id=user.pk, path="/messages/new", fields=list(given.items()), by=by)
    page = ana.get("/login/kept-form")
    assert f"About your report Email, {refused.receipt_number}" in text_of(page)
    assert f'name="about" value="{refused.receipt_number}"' in page.content.decode()


def test_nobody_writes_about_anothers_report(family, refused):
    ben = signed_in(family.ben)
    assert refused.receipt_number not in text_of(ben.get(f"/messages/new?about={refused.receipt_number}"))
    with pytest.raises(NotTheirReport):
        open_conversation(
            participant=family.ben,
            case_id=family.case.pk,
            subject=Subject.INFORMATION,
            body="Why?",
            language="en",
            form_key=refused.form_key,
            about=refused,
            by=by_themselves(family.ben),
        )
