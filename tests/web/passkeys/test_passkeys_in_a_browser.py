"""Passkeys in a real browser, with Chromium's own virtual authenticator."""

import pytest
from playwright.sync_api import Page, expect

from customer_connect.domain.identity.models import Passkey, SignIn
from tests.domain.identity.people import PIN, give_pin
from tests.factories import Family, ana_and_ben
from tests.web.passkeys.readers import FingerprintReader


@pytest.fixture(autouse=True)
def family(live_server, settings) -> Family:
    settings.PUBLIC_URL = live_server.url
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    family = ana_and_ben()
    give_pin(family.ana)
    return family


@pytest.fixture
def reader(page: Page) -> FingerprintReader:
    return FingerprintReader(page)


def log_in(page: Page, family: Family) -> None:
    page.goto("/login")
    page.get_by_label("Participant ID or Social Security number").fill(family.ana.number)
    page.get_by_label("PIN", exact=True).fill(PIN)
    page.get_by_role("button", name="Log in").click()
    expect(page).not_to_have_url("/login")


def add_passkey(page: Page, name: str) -> None:
    page.goto("/profile/passkeys")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the passkey").fill(name)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_passkey_is_made_and_signs_in(
    page: Page, family: Family, reader: FingerprintReader, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    log_in(page, family)
    add_passkey(page, "My phone")
    page.context.clear_cookies()
    page.goto("/es/login?next=/es/profile/passkeys")
    page.get_by_role("button", name="Ingresar con una llave de acceso").click()
    expect(page.get_by_role("heading", name="My phone")).to_be_visible()
    expect(page).to_have_url("/es/profile/passkeys")
    assert Passkey.objects.get().last_used_at is not None
    assert SignIn.objects.filter(method="passkey", outcome="signed_in").count() == 1


def test_the_same_device_is_not_added_twice(page: Page, family: Family, reader: FingerprintReader) -> None:
    log_in(page, family)
    add_passkey(page, "My phone")
    page.goto("/profile/passkeys/add")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("This device has a passkey for this website already.")).to_be_visible()
    assert Passkey.objects.count() == 1


def test_a_finger_that_is_not_the_owners_gets_nobody_in(
    page: Page, family: Family, reader: FingerprintReader
) -> None:
    log_in(page, family)
    add_passkey(page, "My phone")
    page.context.clear_cookies()
    page.goto("/login")
    reader.meet_a_stranger()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was chosen. You can try again.")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()


def test_at_another_address_the_page_says_where_passkeys_work(page: Page, live_server, settings) -> None:
    settings.PUBLIC_URL = "https://connect.example.gov"
    page.goto("/login")
    expect(page.get_by_text("Passkeys work only at https://connect.example.gov.")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_the_pin_is_the_way(page: Page) -> None:
    page.goto("/login")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
