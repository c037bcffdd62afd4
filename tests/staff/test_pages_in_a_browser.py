"""The main staff pages in a browser: accessible, whole at 320 px, no error on the console."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from customer_connect.domain.changes.enums import Kind
from customer_connect.domain.deliveries.enums import Channel, Reason
from customer_connect.domain.deliveries.letter_enums import BatchState, LetterState, ProblemKind
from customer_connect.domain.deliveries.models import BatchedLetter, LetterBatch, LetterProblem
from customer_connect.domain.identity.models import FirstPinRun, Outcome, RunState, SignIn
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.domain.jobs.models import ScheduledJob, Worker
from tests.factories import BalanceFactory, ExpectedPaymentFactory, Family, ana_and_ben
from tests.journeys.surroundings import Complaints, assert_accessible, assert_targets_are_big_enough
from tests.reports import own_report, report_about
from tests.staff.doors import at, client_of, staff_member, with_app
from tests.staff.rows import delivery_to, now

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")  # a folder, for whoever wants to look


def something_of_all(family: Family) -> tuple[LetterBatch, FirstPinRun]:
    """Put something on every page."""
    BalanceFactory.create(case=family.case, payer=family.ben)
    ExpectedPaymentFactory.create(case=family.case, payee=family.ana)
    delivery_to(family.ana)
    letter = delivery_to(
        family.ana, channel=Channel.LETTER, message="temporary_pin", reason=Reason.BAD_ADDRESS
    )
    LetterProblem.objects.create(delivery=letter, kind=ProblemKind.RETURNED, note="moved", noted_at=now())
    batch = LetterBatch.objects.create(
        cut_off_at=now(), collected_at=now(), dated_on=now().date(), state=BatchState.HANDED_OVER, pages=1
    )
    BatchedLetter.objects.create(
        batch=batch, delivery=letter, sequence=1, state=LetterState.RETURNED, note="moved"
    )
    run = FirstPinRun.objects.create(
        office=family.case.office,
        state=RunState.COUNTED,
        asked_by="1",
        asked_at=now(),
        changed_at=now(),
        cents_per_letter=85,
        wanted=120,
        skipped={"have a PIN or a passkey": 7},
    )
    SignIn.objects.create(
        participant=family.ana, at=now(), channel="web", outcome=Outcome.WRONG, device="Firefox, Windows"
    )
    ScheduledJob.objects.create(
        name="deliveries.letter_batches", due_at=now(), last_ended_at=now(), last_count=12
    )
    Worker.objects.create(id="0" * 32, host="here", process=12, started_at=now(), beat_at=now())
    return batch, run


def look(page: Page, path: str, name: str) -> None:
    page.goto(path)
    assert_accessible(page)
    assert_targets_are_big_enough(page)
    if PICTURES:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_main_pages_are_accessible_and_fit(browser: Browser, base_url: str, width: int) -> None:
    family = ana_and_ben()
    batch, run = something_of_all(family)
    own = own_report(family.ana, Kind.LANGUAGE, language="en")
    about = report_about(family.ana, family.ben, family.case, address="1 Elsewhere", vehicle="A red Ford")
    sam = staff_member("Sam", StaffRole.SUPERVISOR, family.case.office, caseworker=family.dee)
    with_app(sam)
    context = browser.new_context(base_url=base_url, viewport={"width": width, "height": 800})
    page = context.new_page()
    complaints = Complaints(page)
    look(page, at("account_login"), "sign-in")
    key = settings.SESSION_COOKIE_NAME
    cookie = client_of(sam).cookies[key].value
    context.add_cookies([{"name": key, "value": cookie, "url": base_url}])
    ana = {"participant_id": family.ana.pk}
    for name, path in {
        "home": at("home:home"),
        "account": at("mfa_index"),
        "find": at("people:find"),
        "person": at("people:person", **ana),
        "overview": at("people:overview", **ana),
        "issue-pin": at("people:issue_pin", **ana),
        "safe-contact": at("people:safe_contact", **ana),
        "changes": at("changes:queue"),
        "changes-quick": at("changes:quick"),
        "change": at("changes:change", receipt_number=about.receipt_number),
        "change-own": at("changes:change", receipt_number=own.receipt_number),
        "change-reject": at("changes:reject", receipt_number=own.receipt_number),
        "change-ask": at("changes:ask", receipt_number=own.receipt_number),
        "first-pins": at("first_pins:runs"),
        "first-pins-run": at("first_pins:run", number=run.pk),
        "tasks": at("tasks:tasks"),
        "deliveries": at("deliveries:deliveries"),
        "letters": at("letters:batches"),
        "batch": at("letters:batch", name=batch.name),
        "returned": at("letters:returned"),
        "work": at("work:due"),
    }.items():
        look(page, path, name)
    # With the keyboard alone: past the navigation, into the page.
    page.goto(at("people:find"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()
    assert not complaints.seen, "\n".join(complaints.seen)


def test_enrolment_pages_are_accessible(browser: Browser, base_url: str) -> None:
    dee = staff_member("Dee")
    key = settings.SESSION_COOKIE_NAME
    client: Client = client_of(dee, second_step=False)
    context = browser.new_context(base_url=base_url, viewport={"width": 360, "height": 800})
    context.add_cookies([{"name": key, "value": client.cookies[key].value, "url": base_url}])
    page = context.new_page()
    for name in ("signin:enrol", "mfa_activate_totp", "mfa_add_webauthn"):
        look(page, at(name), name.partition(":")[2] or name)
    context.close()
