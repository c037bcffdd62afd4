"""What mail that came back says."""

from uuid import uuid4

import pytest

from customer_connect.providers.mailboxes.reports import Outcome, Report, read_report
from tests.providers.mailboxes.returned_mail import (
    complaint,
    exchange_bounce,
    letter_from_a_person,
    out_of_office,
    postfix_bounce,
)

KEY = uuid4()


@pytest.mark.parametrize("status", ["5.1.1", "5.1.2", "5.1.10", "5.2.1", "5.4.4", "5.0.1"])
def test_an_address_that_is_gone_is_gone_for_good(status):
    report = read_report(postfix_bounce(KEY, status=status))
    assert report == Report(KEY, Outcome.BOUNCED_FOR_GOOD, status)


@pytest.mark.parametrize("status", ["4.4.7", "4.2.2", "5.2.2", "5.3.4", "5.6.0", "5.7.1", "5.4.6"])
def test_a_full_mailbox_a_slow_server_or_a_spam_filter_is_no_fault_of_the_address(status):
    report = read_report(postfix_bounce(KEY, status=status))
    assert report == Report(KEY, Outcome.BOUNCED_FOR_NOW, status)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_is_still_underway_or_arrived_did_not_bounce(action):
    report = read_report(postfix_bounce(KEY, action=action, status="4.4.1"))
    assert report is not None
    assert report.outcome == Outcome.UNDERWAY


def test_a_general_status_is_made_exact_by_what_the_far_server_said():
    assert read_report(exchange_bounce(KEY)) == Report(KEY, Outcome.BOUNCED_FOR_GOOD, "5.4.1")
    spam = postfix_bounce(KEY, status="5.0.0", said="550 5.7.1 Message looks like spam")
    assert read_report(spam) == Report(KEY, Outcome.BOUNCED_FOR_NOW, "5.7.1")
    bare = postfix_bounce(KEY, status="5.0.0", said="550 No such user")
    assert read_report(bare) == Report(KEY, Outcome.BOUNCED_FOR_GOOD, "5.0.0")


def test_the_address_it_came_back_to_names_the_message_before_anything_else():
    other = uuid4()
    report = read_report(postfix_bounce(other, to=f"bounces+{KEY.hex}@connect.example"))
    assert report is not None
    assert report.key == KEY


@pytest.mark.parametrize(("kind", "outcome"), [("abuse", Outcome.COMPLAINT), ("not-spam", Outcome.UNDERWAY)])
def test_a_complaint_is_read(kind, outcome):
    assert read_report(complaint(KEY, kind)) == Report(KEY, outcome)


def test_an_answer_by_a_machine_is_of_no_matter():
    assert read_report(out_of_office(KEY)) == Report(KEY, Outcome.UNDERWAY)


@pytest.mark.parametrize(
    "content",
    [
        letter_from_a_person(),
        b"",
        b"\xff\xfe\x00",
        postfix_bounce(KEY).replace(b"Message-ID: <", b"Message-ID: <not-ours-"),
        postfix_bounce(KEY).replace(b"report-type=delivery-status", b"report-type=something-else"),
        postfix_bounce(KEY).replace(b"Action: failed", b"Action: danced"),
        postfix_bounce(KEY)[:700],
        out_of_office(KEY).replace(b"From: ana@", b"From: MAILER-DAEMON@"),
    ],
)
def test_what_cannot_be_understood_is_no_report(content):
    assert read_report(content) is None
