"""The system of record answers: accepted or refused, once, and only what it was sent."""

import csv

import pytest

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Case, Participant
from customer_connect.domain.changes.actions.decide_change import accept_change
from customer_connect.domain.changes.actions.take_answer import take_answer
from customer_connect.domain.changes.enums import Refusal, State
from customer_connect.domain.changes.exceptions import NotWaitingForAnswer
from customer_connect.domain.changes.models import ChangeAnswer, ReportedChange
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.exchange.inbound.runs import Wishes, folder_of, import_package
from customer_connect.exchange.models import ImportRun, RunStatus
from customer_connect.exchange.outbound.runs import export_changes
from customer_connect.providers import record_drops
from tests.exchange.packages import ANA, BEN, CASE, FeedPackage, delta
from tests.exchange.test_schemas import errors_of
from tests.reports import DEE, new_email_of, report_about

pytestmark = pytest.mark.django_db
Row = dict[str, str]


def answer(change: ReportedChange | int, status: str = "accepted", reason: str = "", words: str = "") -> Row:
    number = change if isinstance(change, int) else change.pk
    return {"change_id": str(number), "status": status, "reason": reason, "words": words}


@pytest.fixture
def feed(tmp_path):
    """Import a package, the first time with everything the tests need."""

    def take(package: FeedPackage, *, apply: bool = True) -> ImportRun:
        folder = package.write(tmp_path / f"feed-{package.sequence}-{ImportRun.objects.count()}")
        return import_package(folder, Wishes(apply=apply))

    assert take(FeedPackage()).status == RunStatus.APPLIED
    return take


@pytest.fixture
def sent(feed, tmp_path) -> list[ReportedChange]:
    """Return Ana's new email, Ben's new email and what Ana knows of Ben, all sent, and a report that is not."""
    ana, ben = Participant.objects.get(pk=ANA), Participant.objects.get(pk=BEN)
    reports = [
        new_email_of(ana, "new@example.org"),
        new_email_of(ben, "bad@example.invalid"),
        report_about(ana, ben, Case.objects.get(pk=CASE), address="1 Elsewhere"),
    ]
    for report in reports:
        accept_change(change=report, by=DEE)
    export_changes(record_drops.folder(tmp_path / "out"), by=Actor.system("test"))
    Delivery.objects.all().delete()
    return [*reports, new_email_of(ana, "later@example.org")]


def reasons_in(run: ImportRun) -> list[tuple[str, str]]:
    path = folder_of(run) / "rejects" / "change_answers.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["line"], row["reason"]) for row in csv.DictReader(file)]


def states(reports: list[ReportedChange]) -> list[str]:
    now = ReportedChange.objects.in_bulk([report.pk for report in reports])
    return [now[report.pk].state for report in reports]


def test_answers_bring_changes_to_their_end_and_only_their_own_authors_hear(feed, sent):
    email, bad, other, _ = sent
    package = delta(
        2,
        change_answers=[answer(email), answer(bad, "refused", "not_found", "No such domain."), answer(other)],
    )
    assert feed(package, apply=False).status == RunStatus.CHECKED
    assert states(sent) == [State.SENT, State.SENT, State.SENT, State.PENDING]
    run = feed(package)
    assert (run.status, reasons_in(run)) == (RunStatus.APPLIED, [])
    assert states(sent) == [State.DONE, State.NOT_ACCEPTED, State.DONE, State.PENDING]
    refused = ReportedChange.objects.get(pk=bad.pk)
    assert (refused.refusal, refused.is_refused_by_record) == (Refusal.NOT_FOUND, True)
    assert "No such domain" not in refused.reason + refused.words
    told = Delivery.objects.filter(message="report_news").values_list("participant_id", flat=True)
    assert sorted(told) == [int(ANA), int(BEN)]
    again = feed(package)
    assert (again.status, again.has_changed_nothing) == (RunStatus.APPLIED, True)


def test_bad_answers_stay_out_each_with_its_reason_and_stop_no_good_one(feed, sent):
    email, bad, other, waiting = sent
    run = feed(
        delta(
            2,
            change_answers=[
                answer(email),
                answer(waiting),
                answer(999_999),
                answer(bad, "refused"),
                answer(other, "accepted", "court"),
                answer(other, "done"),
                answer(other, "refused", "because"),
                answer(email, "refused", "court"),
                {**answer(other), "change_id": "0"},
            ],
        )
    )
    assert run.status == RunStatus.APPLIED
    assert sorted(reasons_in(run)) == [
        ("10", "bad_id"),
        ("3", "unknown_change"),
        ("4", "unknown_change"),
        ("5", "refused_without_reason"),
        ("6", "accepted_with_reason"),
        ("7", "unknown_value"),
        ("8", "unknown_value"),
        ("9", "duplicate_key"),
    ]
    assert states(sent) == [State.DONE, State.SENT, State.SENT, State.PENDING]


def test_a_later_answer_does_not_overturn_the_first(feed, sent):
    feed(delta(2, change_answers=[answer(sent[0])]))
    run = feed(delta(3, change_answers=[answer(sent[0], "refused", "court"), answer(sent[1])]))
    assert reasons_in(run) == [("2", "answered_before")]
    assert states(sent)[:2] == [State.DONE, State.DONE]
    with pytest.raises(NotWaitingForAnswer):
        take_answer(change=sent[0], answer=ChangeAnswer.objects.get(pk=sent[0].pk), by=DEE)


def test_answers_may_be_left_out_and_stay_when_they_are(feed, sent):
    feed(delta(2, change_answers=[answer(sent[0])]))
    assert feed(FeedPackage(sequence=3)).status == RunStatus.APPLIED
    assert (
        feed(FeedPackage(sequence=4, rows={**FeedPackage().rows, "change_answers": []})).status == "applied"
    )
    assert ChangeAnswer.objects.count() == 1


def test_answers_are_never_deleted(feed, sent):
    package = delta(2, change_answers=[])
    package.deleted["change_answers"] = [{"change_id": str(sent[0].pk)}]
    run = feed(package)
    assert [fault["reason"] for fault in run.faults] == ["extra_column"]


def test_the_public_validator_accepts_answers(tmp_path):
    assert errors_of(delta(2, change_answers=[answer(5, "refused", "court")]).write(tmp_path / "feed")) == []
    assert errors_of(delta(2, change_answers=[answer(5, "gone")]).write(tmp_path / "bad"))
