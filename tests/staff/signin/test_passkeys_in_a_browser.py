"""Passkeys of staff in a real browser, with Chromium's own virtual authenticator: set up at the first sign-in,
alone at the next, as a second step after a password, asked for again, renamed, and refused to a stranger's finger.
"""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from customer_connect.domain.audit.models import Event
from tests.journeys.surroundings import Complaints, assert_accessible, assert_targets_are_big_enough
from tests.staff.doors import PASSWORD, at, staff_member, with_password
from tests.web.passkeys.readers import FingerprintReader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def addresses(live_server, settings):
    settings.PUBLIC_URL = live_server.url
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]


def inspect(page: Page) -> None:
    assert_accessible(page)
    assert_targets_are_big_enough(page)


def is_at(page: Page, name: str) -> None:
    expect(page).to_have_url(re.compile(f"{at(name)}$"))


def give_password(page: Page) -> None:
    page.goto("/staff/")
    page.get_by_label("Email").fill("dee@agency.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def last_sign_in() -> list[str]:
    methods: list[str] = Event.objects.filter(action="staff.signed_in").latest("pk").details["methods"]
    return methods


@pytest.mark.parametrize("width", [320, 1280])
def test_a_passkey_is_set_up_at_the_first_sign_in_and_then_signs_in_alone(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    FingerprintReader(page)
    complaints = Complaints(page)
    with_password(staff_member("Dee"))

    give_password(page)
    is_at(page, "signin:enrol")
    page.get_by_role("link", name="Passkey").click()
    is_at(page, "mfa_add_webauthn")
    inspect(page)
    page.get_by_label("Name").fill("Blue key")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    inspect(page)
    page.get_by_role("link", name="Go on").click()
    is_at(page, "home:home")

    page.context.clear_cookies()
    page.goto(at("mfa_index"))
    inspect(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("rowheader", name="Passkey “Blue key”")).to_be_visible()
    is_at(page, "mfa_index")
    assert last_sign_in() == ["webauthn"]
    inspect(page)

    page.get_by_role("link", name="Rename “Blue key”").click()
    inspect(page)
    page.get_by_label("Name").fill("Old key")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("rowheader", name="Passkey “Old key”")).to_be_visible()
    page.get_by_role("link", name="Remove “Old key”").click()
    inspect(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("your only second factor")).to_be_visible()
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1
    assert not complaints.seen, "\n".join(complaints.seen)


def test_a_passkey_is_a_second_step_after_a_password_and_is_asked_for_again(page: Page) -> None:
    reader = FingerprintReader(page)
    with_password(staff_member("Dee"))
    give_password(page)
    page.goto(at("mfa_add_webauthn"))
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    page.context.clear_cookies()
    give_password(page)
    is_at(page, "mfa_authenticate")
    inspect(page)
    page.get_by_role("button", name="Use a passkey").click()
    is_at(page, "home:home")
    assert last_sign_in() == ["password", "webauthn"]

    page.goto(f"{at('mfa_reauthenticate_webauthn')}?next={at('mfa_index')}")
    inspect(page)
    page.get_by_role("button", name="Use a passkey").click()
    is_at(page, "mfa_index")

    page.context.clear_cookies()
    page.goto(at("account_login"))
    reader.meet_a_stranger()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was chosen. You can try again.")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()
