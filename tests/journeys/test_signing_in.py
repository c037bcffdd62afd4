"""Ana signs in, chooses a PIN, is warned before her time ends, loses nothing she typed, and leaves quickly."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from customer_connect.core.agencies import agency
from customer_connect.domain.deliveries.actions.send import send_one
from customer_connect.domain.identity.actions.answer_pin_reset import answer_one
from customer_connect.domain.identity.actions.note_emails import note_emails
from customer_connect.domain.identity.models import Session
from tests.domain.identity.people import NEW, PIN, SSN, WRONG, give_pin
from tests.factories import Family, ana_and_ben
from tests.journeys.surroundings import (
    Surroundings,
    assert_accessible,
    assert_targets_are_big_enough,
)

pytestmark = pytest.mark.django_db(transaction=True)

WITH_SCRIPTS = [Surroundings("en", 1280), Surroundings("es", 360)]


@pytest.fixture
def family(transactional_db: None) -> Family:
    family = ana_and_ben()
    give_pin(family.ana)
    return family


def sign_in(page: Page, surroundings: Surroundings, family: Family, pin: str = PIN) -> None:
    page.goto(surroundings.path("/login"))
    fill_in_login(page, family, pin)


def fill_in_login(page: Page, family: Family, pin: str) -> None:
    page.locator("[name=identifier]").fill(family.ana.number)
    page.locator("[name=pin]").fill(pin)
    page.locator("main form button[type=submit]").first.click()


def inspect(page: Page) -> None:
    assert_accessible(page)
    assert_targets_are_big_enough(page)


def test_a_temporary_pin_is_replaced_before_anything_else(
    page: Page, surroundings: Surroundings, family: Family
) -> None:
    give_pin(family.ana, is_temporary=True)
    page.goto(surroundings.path("/login"))
    inspect(page)
    sign_in(page, surroundings, family, WRONG)
    expect(page.locator(".usa-alert--error")).to_be_visible()
    inspect(page)
    sign_in(page, surroundings, family)
    expect(page).to_have_url(re.compile("/login/new-pin$"))
    inspect(page)
    for name in ("new_pin", "confirm_new_pin"):
        page.locator(f"[name={name}]").fill("123456")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#id_new_pin-error")).to_contain_text(
        surroundings.say(en="counts up or down", es="cuenta hacia arriba o hacia abajo")
    )
    inspect(page)
    for name in ("new_pin", "confirm_new_pin"):
        page.locator(f"[name={name}]").fill(NEW)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile("/home$"))


def test_the_pages_of_security_are_accessible(page: Page, surroundings: Surroundings, family: Family) -> None:
    sign_in(page, surroundings, family)
    for path in ("/profile/change-pin", "/profile/sign-ins", "/login/confirm", "/logout"):
        page.goto(surroundings.path(path))
        inspect(page)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile("/signed-out$"))
    inspect(page)


def test_a_new_pin_is_asked_for_read_in_an_email_and_replaced(
    page: Page, surroundings: Surroundings, family: Family
) -> None:
    note_emails()
    page.goto(surroundings.path("/login"))
    page.locator("main a[href$='/forgot-pin']").first.click()
    inspect(page)
    page.locator("[name=first_name]").fill("Ana")
    page.locator("[name=identifier]").fill("12")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#id_last_name-error")).to_be_visible()
    expect(page.locator("#id_identifier-error")).to_be_visible()
    expect(page.locator("[name=first_name]")).to_have_value("Ana")
    inspect(page)
    page.locator("[name=last_name]").fill("Nunez")
    page.locator("[name=identifier]").fill(SSN)
    page.locator("label", has_text=surroundings.say(en="Email (within", es="Correo electrónico (en")).click()
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/forgot-pin/asked\?by=email$"))
    inspect(page)
    while answer_one() or send_one():
        pass
    (email,) = [message for message in mail.outbox if message.to == ["ana@example.org"]]
    (pin,) = re.findall(r"^\d{6}$", str(email.body), re.MULTILINE)
    sign_in(page, surroundings, family, pin)
    expect(page).to_have_url(re.compile("/login/new-pin$"))
    for name in ("new_pin", "confirm_new_pin"):
        page.locator(f"[name={name}]").fill(NEW)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile("/home$"))


@pytest.mark.parametrize("surroundings", WITH_SCRIPTS, ids=str)
def test_a_warning_comes_in_time_and_staying_signed_in_loses_nothing(
    page: Page, surroundings: Surroundings, family: Family, settings: Any
) -> None:
    hurry(settings, idle_minutes=1, idle_warning_minutes=5 / 60)
    sign_in(page, surroundings, family)
    page.goto(surroundings.path("/profile/change-pin"))
    page.locator("[name=new_pin]").fill(NEW)
    dialog = page.locator("#session-warning")
    expect(dialog).to_be_visible(timeout=15_000)
    assert_accessible(page)
    hurry(settings, idle_minutes=15, idle_warning_minutes=12.5)
    dialog.get_by_role("button").first.click()
    expect(dialog).to_be_hidden()
    expect(page.locator("[name=new_pin]")).to_have_value(NEW)


@pytest.mark.parametrize("surroundings", WITH_SCRIPTS, ids=str)
def test_when_time_ends_a_half_filled_form_is_kept_and_given_back(
    page: Page, surroundings: Surroundings, family: Family, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.journeys.urls_with_form"
    sign_in(page, surroundings, family)
    hurry(settings, idle_minutes=8 / 60, idle_warning_minutes=7 / 60)
    page.goto(surroundings.path("/form"))
    fill_in_form(page)
    expect(page).to_have_url(re.compile("/login"), timeout=15_000)
    inspect(page)
    hurry(settings, idle_minutes=15, idle_warning_minutes=12.5)
    fill_in_login(page, family, PIN)
    expect(page).to_have_url(re.compile("/login/kept-form$"))
    inspect(page)
    page.locator("main a.usa-button").click()
    expect(page.locator("[name=street]")).to_have_value("9 Ñandú Road")
    expect(page.locator("[name=state]")).to_have_value("NV")
    expect(page.locator("[name=notes]")).to_have_value("one\ntwo")
    expect(page.locator("[value=work]")).to_be_checked()
    expect(page.locator("[value=mon]")).not_to_be_checked()
    expect(page.locator("[value=tue]")).to_be_checked()
    expect(page.locator("[name=ssn]")).to_have_value("")
    page.locator("#form button").click()
    expect(page.locator("body")).to_have_text("sent: 9 Ñandú Road")


@pytest.mark.parametrize("surroundings", [Surroundings("es", 320, has_scripts=False)], ids=str)
def test_without_scripts_a_form_sent_too_late_is_not_lost(
    page: Page, surroundings: Surroundings, family: Family, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.journeys.urls_with_form"
    sign_in(page, surroundings, family)
    page.goto(surroundings.path("/form"))
    fill_in_form(page)
    hurry(settings, idle_minutes=0, idle_warning_minutes=0)
    page.locator("#form button").click()
    expect(page).to_have_url(re.compile("/login"))
    hurry(settings, idle_minutes=15, idle_warning_minutes=12.5)
    fill_in_login(page, family, PIN)
    inspect(page)
    page.get_by_role("button", name="Enviar mi formulario ahora").click()
    expect(page.locator("body")).to_have_text("sent: 9 Ñandú Road")


def fill_in_form(page: Page) -> None:
    page.locator("[name=street]").fill("9 Ñandú Road")
    page.locator("[name=state]").select_option("NV")
    page.locator("[name=notes]").fill("one\ntwo")
    page.locator("[value=work]").check()
    page.locator("[value=mon]").uncheck()
    page.locator("[value=tue]").check()
    page.locator("[name=ssn]").fill("536221234")


@pytest.mark.parametrize("surroundings", WITH_SCRIPTS, ids=str)
@pytest.mark.parametrize("way", ["button", "shift"])
def test_leaving_quickly_ends_the_session(
    page: Page, surroundings: Surroundings, family: Family, settings: Any, way: str, live_server: Any
) -> None:
    links = replace(agency().links, quick_exit=f"{live_server.url}/robots.txt")
    settings.AGENCY = replace(agency(), links=links)
    sign_in(page, surroundings, family)
    page.goto(surroundings.path("/profile/sign-ins"))
    if way == "button":
        page.locator("[data-leave]").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    expect(page).to_have_url(re.compile("/robots.txt$"))
    page.goto(surroundings.path("/profile/sign-ins"))
    expect(page).to_have_url(re.compile("/login"))
    assert not Session.objects.filter(user__isnull=False).exists()


def test_leaving_quickly_needs_no_scripts(
    page: Page, surroundings: Surroundings, family: Family, settings: Any, live_server: Any
) -> None:
    links = replace(agency().links, quick_exit=f"{live_server.url}/robots.txt")
    settings.AGENCY = replace(agency(), links=links)
    sign_in(page, surroundings, family)
    page.locator("[data-leave]").click()
    expect(page).to_have_url(re.compile("/robots.txt$"))


def hurry(settings: Any, *, idle_minutes: float, idle_warning_minutes: float) -> None:
    """Make sessions shorter than any agency would."""
    times = {"idle_minutes": idle_minutes, "idle_warning_minutes": idle_warning_minutes}
    settings.AGENCY = replace(agency(), session=replace(agency().session, **times))  # type: ignore[arg-type]
