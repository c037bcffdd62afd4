"""Refusals that were wrong are taken back, and those badly explained are explained anew."""

import pytest

from customer_connect.domain.audit.models import Event
from customer_connect.domain.changes.actions.ask_back import ask_back
from customer_connect.domain.changes.actions.correct_refusal import correct_refusal, reopen_change
from customer_connect.domain.changes.actions.decide_change import accept_change, reject_change
from customer_connect.domain.changes.actions.send_changes import mark_sent, number_package
from customer_connect.domain.changes.actions.take_answer import take_answer
from customer_connect.domain.changes.actions.withdraw_report import withdraw_report
from customer_connect.domain.changes.enums import AnswerStatus, Kind, Refusal, State
from customer_connect.domain.changes.exceptions import (
    AuthorIsNeverTold,
    CannotWithdraw,
    NeedsWords,
    NotRefused,
)
from customer_connect.domain.changes.models import ChangeAnswer
from customer_connect.domain.changes.safe_changes import is_safe_in_bulk
from customer_connect.domain.deliveries.models import Delivery
from tests.factories import Family, ana_and_ben
from tests.reports import DEE, by_themselves, new_email_of, own_report, report_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


def news() -> int:
    return Delivery.objects.filter(message="report_news").count()


def test_a_refusal_that_is_taken_back_waits_for_a_decision_again(family):
    change = own_report(family.ana, Kind.LANGUAGE, language="en")
    assert is_safe_in_bulk(change)
    reject_change(change=change, reason=Refusal.NOT_FOUND, words="No.", by=DEE)
    reopen_change(change=change, by=DEE)
    assert (change.state, change.refusal, change.words, change.decided_at) == (State.PENDING, "", "", None)
    assert change.waiting_since == change.reopened_at
    assert "again" in change.what_next
    assert not is_safe_in_bulk(change)
    [event] = Event.objects.filter(action="changes.reopened")
    assert event.details["reason_before"] == Refusal.NOT_FOUND
    with pytest.raises(NotRefused):
        reopen_change(change=change, by=DEE)
    ask_back(change=change, question="Which street?", by=DEE)
    accept_change(change=change, by=DEE)
    assert change.state == State.ACCEPTED


def test_what_the_system_of_record_refused_stays_refused_but_can_be_explained(family):
    change = new_email_of(family.ana, "new@example.org")
    accept_change(change=change, by=DEE)
    package = number_package(by=DEE)
    assert package
    mark_sent(package=package, by=DEE)
    change.refresh_from_db()
    answer = ChangeAnswer.objects.create(
        pk=change.pk, status=AnswerStatus.REFUSED, reason=Refusal.OTHER, words="E-17"
    )
    take_answer(change=change, answer=answer, by=DEE)
    with pytest.raises(NotRefused):
        reopen_change(change=change, by=DEE)
    told = news()
    correct_refusal(change=change, reason=Refusal.NOT_FOUND, words="Check the spelling.", by=DEE)
    assert (change.refusal, change.words) == (Refusal.NOT_FOUND, "Check the spelling.")
    assert news() == told + 1
    [event] = Event.objects.filter(action="changes.refusal_corrected")
    assert event.details["reason_before"] == Refusal.OTHER


def test_a_corrected_reason_says_something_and_never_tells_of_the_other_party(family):
    change = new_email_of(family.ana, "new@example.org")
    with pytest.raises(NotRefused):
        correct_refusal(change=change, reason=Refusal.COURT, by=DEE)
    reject_change(change=change, reason=Refusal.COURT, by=DEE)
    with pytest.raises(NeedsWords):
        correct_refusal(change=change, reason=Refusal.OTHER, words=" ", by=DEE)
    about = report_about(family.ana, family.ben, family.case, address="1 Elsewhere")
    reject_change(change=about, reason=Refusal.COURT, by=DEE)
    told = news()
    with pytest.raises(AuthorIsNeverTold):
        correct_refusal(change=about, reason=Refusal.COURT, words="He lives elsewhere.", by=DEE)
    correct_refusal(change=about, reason=Refusal.NOT_FOUND, by=DEE)
    reopen_change(change=about, by=DEE)
    assert news() == told
    assert not about.can_be_withdrawn  # the button would tell that it had been refused
    with pytest.raises(CannotWithdraw):
        withdraw_report(participant=family.ana, report=about, by=by_themselves(family.ana))
    assert (about.what_next, about.state_label) == (
        "Your caseworker will look at it. We cannot tell you what comes of it.",
        "We have it",
    )
