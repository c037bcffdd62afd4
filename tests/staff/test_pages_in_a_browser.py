"""Every staff page in a browser: accessible, whole at 320 px, no error on the console."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from customer_connect.domain.deliveries.enums import Channel, Reason
from customer_connect.domain.deliveries.letter_enums import BatchState, LetterState, ProblemKind
from customer_connect.domain.deliveries.models import BatchedLetter, LetterBatch, LetterProblem
from customer_connect.domain.identity.models import FirstPinRun, Outcome, RunState, SignIn, StaffMember
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.domain.jobs.models import ScheduledJob, Worker
from tests.factories import BalanceFactory, ExpectedPaymentFactory, Family, ana_and_ben
from tests.journeys.surroundings import Complaints, assert_accessible, assert_targets_are_big_enough
from tests.reports import report_about
from tests.staff.doors import at, client_of, staff_member, with_app
from tests.staff.rows import delivery_to, now
from tests.staff.test_access import ALLOWED, EVERY_PAGE, arguments

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")  # a folder, for whoever wants to look


def something_of_all(family: Family) -> None:
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
    FirstPinRun.objects.create(
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


def look(page: Page, path: str, name: str) -> None:
    """Look at a page on a small screen, and on a large one too where tables are cards on the small one."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(path)
    inspect(page, name)
    if page.locator("main table").count():
        page.set_viewport_size({"width": 1280, "height": 800})
        inspect(page, name)


def inspect(page: Page, name: str) -> None:
    assert_accessible(page)
    assert_targets_are_big_enough(page)
    if PICTURES and page.viewport_size:
        file = f"{name.replace(':', '-')}-{page.viewport_size['width']}.png"
        page.screenshot(path=Path(PICTURES) / file, full_page=True)


# What answers with no page of its own to whoever may open it: buttons, files, news for scripts, ways elsewhere.
NO_PAGES = {
    "account_reauthenticate",
    "audit:export",
    "calls:give_back",
    "calls:left",
    "calls:no_answer",
    "calls:take",
    "calls:take_call_back",
    "calls:waiting",
    "changes:accept",
    "changes:reopen",
    "conversations:answer",
    "conversations:assign",
    "conversations:claim",
    "conversations:close",
    "conversations:delete_reply",
    "conversations:draft",
    "conversations:file",
    "conversations:insert",
    "conversations:release",
    "conversations:search",
    "deliveries:again",
    "figures:export",
    "first_pins:confirm",
    "first_pins:stop",
    "letters:reprint",
    "mfa_list_webauthn",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
    "people:forget",
    "people:trust_address",
    "people:trust_email",
    "people:unlock_pin",
    "signin:end_other_sessions",
    "signin:extend",
    "signin:remaining",
    "tasks:settle",
    "tasks:settle_referral",
}
# Looked at while somebody signs in: test_passkeys_in_a_browser.py, and the enrolment below.
WHILE_SIGNING_IN = {
    "account_login",
    "mfa_authenticate",
    "mfa_activate_totp",
    "mfa_edit_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "signin:enrol",
}


def pages_of(
    family: Family, sam: StaffMember, ava: StaffMember, ada: StaffMember
) -> dict[str, tuple[StaffMember, str]]:
    """Return every page behind the door that shows something, who looks at it, and its address."""
    clients = {staff.pk: client_of(staff) for staff in (sam, ava, ada)}
    found = {}
    for name in sorted(EVERY_PAGE):
        roles = ALLOWED.get(name, set(StaffRole))
        who = ada if name == "people:reason" else sam if StaffRole.SUPERVISOR in roles else ava
        path = at(name, **arguments(name, family))
        answer = clients[who.pk].get(path)
        if answer.status_code == 200 and b"<html" in answer.getvalue():
            found[name] = who, path
    return found


def test_every_page_is_accessible_and_fits(browser: Browser, base_url: str) -> None:
    family = ana_and_ben()
    something_of_all(family)
    report_about(family.ana, family.ben, family.case, address="1 Elsewhere", vehicle="A red Ford")
    # Of all offices: there is more to choose.
    sam = staff_member("Sam", StaffRole.SUPERVISOR, caseworker=family.dee)
    ava, ada = staff_member("Ava", StaffRole.AUDITOR), staff_member("Ada", StaffRole.AGENT)
    with_app(sam)
    pages = pages_of(family, sam, ava, ada)
    not_seen = set(EVERY_PAGE) - set(pages)
    assert not_seen == NO_PAGES | WHILE_SIGNING_IN, not_seen ^ (NO_PAGES | WHILE_SIGNING_IN)
    context = browser.new_context(base_url=base_url)
    page = context.new_page()
    complaints = Complaints(page)
    look(page, at("account_login"), "account_login")
    key = settings.SESSION_COOKIE_NAME
    cookies = {staff.pk: client_of(staff).cookies[key].value for staff in (sam, ava, ada)}
    for name, (who, path) in pages.items():
        context.add_cookies([{"name": key, "value": cookies[who.pk], "url": base_url}])
        look(page, path, name)
        assert page.url == f"{base_url}{path}", name
    # With the keyboard alone: past the navigation, into the page.
    context.add_cookies([{"name": key, "value": cookies[sam.pk], "url": base_url}])
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
    context = browser.new_context(base_url=base_url)
    context.add_cookies([{"name": key, "value": client.cookies[key].value, "url": base_url}])
    page = context.new_page()
    for name in ("signin:enrol", "mfa_activate_totp", "mfa_add_webauthn"):
        look(page, at(name), name)
    context.close()
