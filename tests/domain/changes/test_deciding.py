"""Staff decide on reports; their authors learn what they may, and of the other party nothing."""

import pytest
from django.utils import timezone

from customer_connect.core.sealing import seal
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.changes.actions.ask_back import answer_question, ask_back
from customer_connect.domain.changes.actions.decide_change import accept_change, reject_change
from customer_connect.domain.changes.actions.withdraw_report import withdraw_report
from customer_connect.domain.changes.enums import Kind, Refusal, State
from customer_connect.domain.changes.exceptions import (
    AlreadyDecided,
    AuthorIsNeverTold,
    CannotWithdraw,
    NeedsWords,
    NotAsked,
)
from customer_connect.domain.changes.models import Question, ReportedChange
from customer_connect.domain.changes.safe_changes import is_safe_in_bulk
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.models import ConfirmedContact
from customer_connect.domain.identity.models.contacts import CONTACT_PURPOSE, contact_index
from tests.factories import ana_and_ben, cal
from tests.reports import DEE, by_themselves, new_email_of, own_report, report_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    return ana_and_ben()


def news() -> list[str]:
    return [delivery.address for delivery in Delivery.objects.filter(message="report_news")]


def confirmed(person, channel, address):
    return ConfirmedContact.objects.create(
        participant=person,
        channel=channel,
        address_index=contact_index(address),
        address_sealed=seal(address, purpose=CONTACT_PURPOSE),
        address_masked="…",
        confirmed_at=timezone.now(),
        trusted_from=timezone.now(),
    )


def test_what_is_accepted_waits_for_the_next_package_and_cannot_be_taken_back(family):
    report = new_email_of(family.ana, "new@example.org")
    accept_change(change=report, by=DEE)
    assert (report.state, report.decided_by, report.package) == (State.ACCEPTED, "7", None)
    assert not news()
    with pytest.raises(CannotWithdraw):
        withdraw_report(participant=family.ana, report=report, by=by_themselves(family.ana))
    [event] = Event.objects.filter(action="changes.accepted")
    assert (event.actor_key, event.participant_number) == ("7", family.ana.pk)


def test_a_rejected_report_tells_its_author_the_reason_and_the_words_and_the_email_tells_neither(family):
    report = new_email_of(family.ana, "new@example.org")
    reject_change(change=report, reason=Refusal.NEEDS_PROOF, words="Traiga un recibo.", by=DEE)
    report = ReportedChange.objects.get()
    assert report.state == State.NOT_ACCEPTED
    assert "bill or a letter" in report.reason
    assert report.words == "Traiga un recibo."
    assert b"recibo" not in bytes(report.words_sealed or b"")
    assert news() == ["ana@example.org"]
    [event] = Event.objects.filter(action="changes.rejected")
    assert "recibo" not in str(event.details)


def test_another_reason_needs_words(family):
    report = new_email_of(family.ana, "new@example.org")
    with pytest.raises(NeedsWords):
        reject_change(change=report, reason=Refusal.OTHER, words=" ", by=DEE)
    assert ReportedChange.objects.get().state == State.PENDING


def test_the_second_of_two_who_decide_is_told(family):
    report = new_email_of(family.ana, "new@example.org")
    same = ReportedChange.objects.get(pk=report.pk)
    accept_change(change=report, by=DEE)
    for late in (
        lambda: accept_change(change=same, by=DEE),
        lambda: reject_change(change=same, reason=Refusal.COURT, by=DEE),
        lambda: ask_back(change=same, question="Really?", by=DEE),
    ):
        with pytest.raises(AlreadyDecided):
            late()
    assert ReportedChange.objects.get().state == State.ACCEPTED
    assert not Question.objects.exists()


def test_what_was_taken_back_is_not_decided_on(family):
    report = new_email_of(family.ana, "new@example.org")
    withdraw_report(participant=family.ana, report=ReportedChange.objects.get(), by=by_themselves(family.ana))
    with pytest.raises(AlreadyDecided):
        accept_change(change=report, by=DEE)


def test_a_question_goes_to_the_author_and_the_answer_back_to_the_queue(family):
    report = new_email_of(family.ana, "new@example.org")
    ask_back(change=report, question="¿Es suyo?", by=DEE)
    assert report.state == State.ASKED
    assert news() == ["ana@example.org"]
    with pytest.raises(NeedsWords):
        answer_question(participant=family.ana, report=report, answer=" ", by=by_themselves(family.ana))
    for other in (family.ben, cal()):
        with pytest.raises(NotAsked):
            answer_question(participant=other, report=report, answer="Sí", by=by_themselves(other))
    answer_question(participant=family.ana, report=report, answer="Sí, es mío.", by=by_themselves(family.ana))
    question = Question.objects.get()
    assert (question.question, question.answer) == ("¿Es suyo?", "Sí, es mío.")
    assert report.state == State.PENDING
    assert b"suyo" not in bytes(question.question_sealed)
    with pytest.raises(NotAsked):
        answer_question(participant=family.ana, report=report, answer="Sí", by=by_themselves(family.ana))
    ask_back(change=report, question="¿Y el teléfono?", by=DEE)
    accept_change(change=report, by=DEE)
    assert ReportedChange.objects.get().state == State.ACCEPTED


def test_of_the_other_party_the_author_is_neither_asked_nor_told(family):
    report = report_about(family.ana, family.ben, family.case, address="1 Elsewhere")
    with pytest.raises(AuthorIsNeverTold):
        ask_back(change=report, question="Which street?", by=DEE)
    with pytest.raises(AuthorIsNeverTold):
        reject_change(change=report, reason=Refusal.NOT_FOUND, words="He moved.", by=DEE)
    said = {(report.state_label, report.what_next, report.reason)}
    reject_change(change=report, reason=Refusal.ALREADY_ON_FILE, by=DEE)
    said.add((report.state_label, report.what_next, report.reason))
    assert said == {("We have it", report.what_next, "")}
    assert not Delivery.objects.exists()


def test_a_report_about_the_other_party_never_counts_as_waiting_whatever_becomes_of_it(family):
    report = report_about(family.ana, family.ben, family.case, address="1 Elsewhere")
    for state in State:
        ReportedChange.objects.update(state=state)
        assert not ReportedChange.objects.visible_to(family.ana).waiting().exists(), report


def test_somebody_without_email_gets_a_text_to_the_phone_that_they_confirmed(family):
    family.ana.email = ""
    family.ana.save()
    confirmed(family.ana, Channel.TEXT, "+19165550171")
    reject_change(
        change=own_report(family.ana, Kind.EMPLOYER, employer_name="New"), reason=Refusal.COURT, by=DEE
    )
    assert [each.channel for each in Delivery.objects.filter(message="report_news")] == [Channel.TEXT]


def test_staff_see_the_reports_of_their_own_people(family):
    own = new_email_of(family.ana, "new@example.org")
    bens = report_about(family.ben, family.ana, family.case, phone="916 555 0100")
    stranger = cal()
    alder = family.ana.memberships.get().office_id
    birch = family.ben.memberships.get().office_id

    def seen(**scope):
        visible = set(ReportedChange.objects.visible_to_staff(StaffScope(**scope)))
        assert visible == set(ReportedChange.objects.visible_one_by_one_to_staff(StaffScope(**scope)))
        return visible

    assert seen(is_everywhere=True) == {own, bens}
    assert seen(office_id=alder) == {own, bens}  # the office that manages the case
    assert seen(office_id=birch) == {bens}
    assert seen(caseworker_ids=frozenset({family.dee.pk})) == {own}
    assert seen(office_id=stranger.memberships.get().office_id) == set()
    assert seen() == set()


def test_only_what_robs_and_finds_nobody_is_accepted_in_bulk(family):
    language = own_report(family.ana, Kind.LANGUAGE, language="en")
    unproven = new_email_of(family.ana, "new@example.org")
    assert is_safe_in_bulk(language)
    assert not is_safe_in_bulk(unproven)
    confirmed(family.ana, Channel.EMAIL, "new@example.org")
    assert is_safe_in_bulk(unproven)
    for never in (
        own_report(family.ana, Kind.ADDRESS, city="Elsewhere"),
        own_report(family.ana, Kind.PHONES, home_phone="+19165550199"),
        own_report(family.ana, Kind.EMPLOYER, employer_name="New Works"),
        report_about(family.ana, family.ben, family.case, email="new@example.org"),
        new_email_of(family.ana, ""),
    ):
        assert not is_safe_in_bulk(never)
    assert not is_safe_in_bulk(unproven)  # a later report of the same kind came
    family.ana.has_family_violence_indicator = True
    family.ana.save()
    assert not is_safe_in_bulk(ReportedChange.objects.get(pk=language.pk))
