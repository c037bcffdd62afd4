"""Every address behind the door: for every role, one's own office and another one, participants and strangers."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from customer_connect.domain.calls.models import Referral
from customer_connect.domain.calls.windows import next_window
from customer_connect.domain.changes.actions.decide_change import reject_change
from customer_connect.domain.changes.enums import Refusal
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.deliveries.enums import Channel, State
from customer_connect.domain.deliveries.letter_enums import BatchState, ProblemKind
from customer_connect.domain.deliveries.models import Delivery, LetterBatch, LetterProblem
from customer_connect.domain.identity.models import FirstPinRun
from customer_connect.domain.identity.permissions import PERMISSIONS, Permission, StaffRole
from customer_connect.exchange.models import ImportRun
from tests.domain.calls.agents import waiting_call, wanted_call_back
from tests.factories import Family, ana_and_ben, cal, user_of
from tests.reports import DEE, new_email_of
from tests.staff.conversations.rows import message_with_file_of
from tests.staff.doors import at, client_of, staff_member
from tests.staff.rows import delivery_to, now

pytestmark = pytest.mark.django_db

EVERYBODY_ON_THE_STAFF = set(StaffRole)
OUTSIDE = {  # who is not signed in opens these
    "account_login",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "signin:choose_password",
    "signin:remaining",
}
OWN = {  # one's own account
    "home:home",
    "signin:enrol",
    "signin:end_other_sessions",
    "signin:extend",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}
WITH_PEOPLE = {StaffRole.CASEWORKER, StaffRole.AGENT, StaffRole.SUPERVISOR}
CASEWORK = {StaffRole.CASEWORKER, StaffRole.SUPERVISOR}
WITH_CALLS = {StaffRole.AGENT, StaffRole.SUPERVISOR}
MACHINERY = {StaffRole.SUPERVISOR, StaffRole.INTEGRATOR}
# Who opens which page. A page that is missing here fails the test: decide, and write it down.
ALLOWED: dict[str, set[StaffRole]] = {
    "people:find": WITH_PEOPLE,
    "people:forget": WITH_PEOPLE,
    "people:reason": WITH_PEOPLE,
    "people:person": WITH_PEOPLE,
    "people:overview": WITH_PEOPLE,
    "people:issue_pin": WITH_PEOPLE,
    "people:unlock_pin": WITH_PEOPLE,
    "people:turn_pin_off": WITH_PEOPLE,
    "people:safe_contact": WITH_PEOPLE,
    "people:mark_address": CASEWORK,
    "people:trust_address": CASEWORK,
    "people:mark_email": CASEWORK,
    "people:trust_email": CASEWORK,
    "conversations:inbox": CASEWORK,
    "conversations:search": CASEWORK,
    "conversations:conversation": CASEWORK,
    "conversations:claim": CASEWORK,
    "conversations:release": CASEWORK,
    "conversations:assign": CASEWORK,
    "conversations:answer": CASEWORK,
    "conversations:close": CASEWORK,
    "conversations:draft": CASEWORK,
    "conversations:insert": CASEWORK,
    "conversations:file": CASEWORK,
    "conversations:replies": CASEWORK,
    "conversations:new_reply": {StaffRole.SUPERVISOR},
    "conversations:change_reply": {StaffRole.SUPERVISOR},
    "conversations:delete_reply": {StaffRole.SUPERVISOR},
    "conversations:away": CASEWORK,
    "conversations:hand_over": {StaffRole.SUPERVISOR},
    "changes:queue": CASEWORK,
    "changes:quick": CASEWORK,
    "changes:change": CASEWORK,
    "changes:accept": CASEWORK,
    "changes:reject": CASEWORK,
    "changes:ask": CASEWORK,
    "changes:reopen": CASEWORK,
    "changes:correct": CASEWORK,
    "calls:desk": WITH_CALLS,
    "calls:waiting": WITH_CALLS,
    "calls:talk": WITH_CALLS,
    "calls:take": WITH_CALLS,
    "calls:left": WITH_CALLS,
    "calls:call_backs": WITH_CALLS,
    "calls:call_back": WITH_CALLS,
    "calls:take_call_back": WITH_CALLS,
    "calls:give_back": WITH_CALLS,
    "calls:no_answer": WITH_CALLS,
    "calls:call": WITH_PEOPLE,
    "first_pins:runs": {StaffRole.SUPERVISOR},
    "first_pins:run": {StaffRole.SUPERVISOR},
    "first_pins:confirm": {StaffRole.SUPERVISOR},
    "first_pins:stop": {StaffRole.SUPERVISOR},
    "tasks:tasks": CASEWORK,
    "tasks:settle": CASEWORK,
    "tasks:settle_referral": CASEWORK,
    "deliveries:deliveries": MACHINERY,
    "deliveries:again": MACHINERY,
    "letters:batches": CASEWORK | MACHINERY,
    "letters:batch": MACHINERY,
    "letters:reprint": MACHINERY,
    "letters:returned": CASEWORK,
    "imports:imports": MACHINERY,
    "imports:run": MACHINERY,
    "work:due": MACHINERY,
    "figures:figures": {StaffRole.SUPERVISOR},
    "figures:export": {StaffRole.SUPERVISOR},
    "audit:trail": {StaffRole.AUDITOR},
    "audit:export": {StaffRole.AUDITOR},
}
# Records of one office: another office's are not found, whoever asks.
OF_AN_OFFICE = {
    "people:reason",
    "people:person",
    "people:overview",
    "people:issue_pin",
    "people:unlock_pin",
    "people:turn_pin_off",
    "people:safe_contact",
    "people:mark_address",
    "people:trust_address",
    "people:mark_email",
    "people:trust_email",
    "conversations:conversation",
    "conversations:claim",
    "conversations:release",
    "conversations:assign",
    "conversations:answer",
    "conversations:close",
    "conversations:draft",
    "conversations:insert",
    "conversations:file",
    "conversations:change_reply",
    "conversations:delete_reply",
    "changes:change",
    "changes:accept",
    "changes:reject",
    "changes:ask",
    "changes:reopen",
    "changes:correct",
    "tasks:settle",
    "tasks:settle_referral",
    "calls:talk",
    "calls:take",
    "calls:left",
    "calls:call_back",
    "calls:take_call_back",
    "calls:give_back",
    "calls:no_answer",
    "calls:call",
    "deliveries:again",
    "first_pins:run",
    "first_pins:confirm",
    "first_pins:stop",
}


def names(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, pattern.namespace or namespace)
        elif pattern.name:
            yield f"{namespace}:{pattern.name}" if namespace else pattern.name, pattern


EVERY_PAGE = {
    name: pattern
    for name, pattern in names(get_resolver(settings.STAFF_URLCONF).url_patterns)
    if not name.startswith("plain:")
}


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


def arguments(name: str, family: Family) -> dict[str, object]:
    """Return what the address of a page about Ana, or about her office, takes."""
    wanted = set(EVERY_PAGE[name].pattern.converters)
    area = name.partition(":")[0]
    known: dict[str, object] = {
        "participant_id": family.ana.pk,
        "provider_id": "sso",
        "uidb64": "x",
        "token": "x",
        "pk": 1,
    }
    if "receipt_number" in wanted:
        known["receipt_number"] = report_of(family, is_refused=name == "changes:correct").receipt_number
    if wanted & {"conversation_id", "attachment_id", "reply_id"}:
        known |= message_with_file_of(family)
    if "name" in wanted:
        known["name"] = batch().name
    if "number" in wanted:
        known["number"] = NUMBERED[area](family).pk
    if area == "calls" or name == "tasks:settle_referral":
        known |= arguments_of_calls(family)
    return {each: known[each] for each in wanted}


def report_of(family: Family, *, is_refused: bool) -> ReportedChange:
    """Return a report of Ana's."""
    report = new_email_of(family.ana, "new@example.org")
    if is_refused:
        reject_change(change=report, reason=Refusal.COURT, by=DEE)
    return report


def batch() -> LetterBatch:
    """Return a batch of letters."""
    return LetterBatch.objects.create(
        cut_off_at=now(), collected_at=now(), dated_on=now().date(), state=BatchState.COLLECTED
    )


def delivery_of(family: Family) -> Delivery:
    """Return an email to Ana that failed."""
    return delivery_to(family.ana, state=State.FAILED, channel=Channel.EMAIL, message="pin_changed")


def problem_of(family: Family) -> LetterProblem:
    """Return a letter of Ana's that came back."""
    return LetterProblem.objects.create(
        delivery=delivery_of(family), kind=ProblemKind.RETURNED, noted_at=now()
    )


def first_pins_of(family: Family) -> FirstPinRun:
    """Return a run for Ana's office."""
    return FirstPinRun.objects.create(
        office=family.case.office, asked_by="1", asked_at=now(), changed_at=now(), cents_per_letter=85
    )


def import_run(_family: Family) -> ImportRun:
    """Return an import."""
    run: ImportRun = ImportRun.objects.create(package="feed.zip", is_dry=False, status="applied")
    return run


NUMBERED: dict[str, Callable[[Family], Any]] = {
    "tasks": problem_of,
    "deliveries": delivery_of,
    "first_pins": first_pins_of,
    "imports": import_run,
}


def arguments_of_calls(family: Family) -> dict[str, object]:
    """Return what the address of a page about a call of Ana's takes."""
    asked = waiting_call(family.ana)
    made_by = staff_member(uuid4().hex)
    referral = Referral.objects.create(participant=family.ana, note="x", made_by=made_by, made_at=now())
    return {
        "request_id": asked.pk,
        "call_back_id": wanted_call_back(family.ana, window=next_window(now(), morning=True)).pk,
        "key": asked.call.key,
        "referral_id": referral.pk,
    }


def answer(client: Client, name: str, kwargs: dict[str, object]) -> int:
    """Ask for a page, by POST where it takes nothing else, and return the answer's status."""
    status = client.get(at(name, **kwargs)).status_code
    return client.post(at(name, **kwargs)).status_code if status == 405 else status


def test_every_page_is_somebodys():
    assert set(EVERY_PAGE) == OUTSIDE | OWN | set(ALLOWED)
    assert set(ALLOWED) >= OF_AN_OFFICE


def test_the_table_of_permissions_and_this_one_agree():
    for name, roles in ALLOWED.items():
        any_of: tuple[Permission, ...] = EVERY_PAGE[name].callback.any_of  # type: ignore[attr-defined]
        assert roles == {role for role in StaffRole if set(any_of) & PERMISSIONS[role]}, name


@pytest.mark.parametrize("role", StaffRole)
def test_each_role_opens_what_it_may_and_nothing_else(role: StaffRole, family: Family) -> None:
    client = client_of(staff_member("Dee", role, family.case.office))
    for name, roles in ALLOWED.items():
        status = answer(client, name, arguments(name, family))
        expected = {200, 302} if role in roles else {403}
        assert status in expected, f"{name} answers {role} with {status}"


@pytest.mark.parametrize("role", [StaffRole.CASEWORKER, StaffRole.SUPERVISOR])
def test_another_offices_records_are_not_found(role: StaffRole, family: Family) -> None:
    elsewhere = cal().memberships.get().office
    client = client_of(staff_member("Eve", role, elsewhere))
    for name in OF_AN_OFFICE:
        if role in ALLOWED[name]:
            assert answer(client, name, arguments(name, family)) == 404, name


def test_participants_and_strangers_open_nothing(family: Family) -> None:
    ana = Client()
    ana.force_login(user_of(family.ana))
    for client in (Client(), ana):
        for name in [*ALLOWED, *OWN]:
            kwargs = arguments(name, family)
            for response in (client.get(at(name, **kwargs)), client.post(at(name, **kwargs))):
                assert response.status_code == 302, name
                assert response["Location"].startswith(at("account_login")), name


def test_half_signed_in_staff_open_nothing(family: Family) -> None:
    client = client_of(staff_member("Dee", StaffRole.SUPERVISOR), second_step=False)
    for name in ALLOWED:
        response = client.get(at(name, **arguments(name, family)))
        assert (response.status_code, response["Location"]) == (302, at("signin:enrol")), name


def test_staff_open_no_participants_page(family: Family) -> None:
    client = client_of(staff_member("Dee", StaffRole.SUPERVISOR))
    for path in ("/home", "/case", "/payments/made", "/profile", "/dates", "/es/home"):
        assert "/login" in client.get(path)["Location"]


def test_failed_deliveries_can_be_seen_by_those_who_see_no_people_but_not_whose_they_are(
    family: Family,
) -> None:
    delivery = delivery_of(family)
    page = (
        client_of(staff_member("Ira", StaffRole.INTEGRATOR)).get(at("deliveries:deliveries")).content.decode()
    )
    assert "News: the PIN was changed" in page
    assert family.ana.number not in page
    assert delivery.address_masked not in page
    assert Delivery.objects.count() == 1
