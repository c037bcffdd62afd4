"""Where the agency asks everyone: Ana gives a code after her PIN, then adds, uses, renames and removes a passkey."""

import re
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from customer_connect.core.agencies import agency
from customer_connect.domain.identity.actions.note_emails import note_emails
from customer_connect.domain.identity.models import Passkey
from tests.domain.identity.people import PIN, give_pin
from tests.factories import Family, ana_and_ben
from tests.journeys.surroundings import (
    Surroundings,
    assert_accessible,
    assert_targets_are_big_enough,
)
from tests.outbox import sent_code
from tests.web.passkeys.readers import FingerprintReader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def family(transactional_db: None, settings: Any, base_url: str) -> Family:
    in_force = agency()
    settings.AGENCY = replace(in_force, sign_in=replace(in_force.sign_in, second_factor="everyone"))
    settings.PUBLIC_URL = base_url
    family = ana_and_ben()
    give_pin(family.ana)
    note_emails()
    return family


def inspect(page: Page) -> None:
    assert_accessible(page)
    assert_targets_are_big_enough(page)


def press(page: Page, surroundings: Surroundings, *, en: str, es: str) -> None:
    page.get_by_role("button", name=surroundings.say(en=en, es=es), exact=True).click()


def test_a_code_after_the_pin_then_a_passkey(page: Page, surroundings: Surroundings, family: Family) -> None:
    reader = FingerprintReader(page) if surroundings.has_scripts else None
    page.goto(surroundings.path("/login?next=") + surroundings.path("/profile/passkeys"))
    page.locator("[name=identifier]").fill(family.ana.number)
    page.locator("[name=pin]").fill(PIN)
    press(page, surroundings, en="Log in", es="Ingresar")
    expect(page).to_have_url(re.compile("/login/code$"))
    inspect(page)
    code = page.locator("[name=code]")
    code.fill(f"{(int(sent_code()) + 1) % 1_000_000:06d}")
    press(page, surroundings, en="Continue", es="Continuar")
    expect(page.locator(".usa-error-message")).to_be_visible()
    inspect(page)
    code.fill(sent_code())
    press(page, surroundings, en="Continue", es="Continuar")
    expect(page).to_have_url(re.compile("/profile/passkeys$"))
    inspect(page)
    page.get_by_role(
        "link", name=surroundings.say(en="Add a passkey", es="Agregar una llave de acceso")
    ).click()
    expect(page).to_have_url(re.compile("/profile/passkeys/add$"))
    inspect(page)
    if reader is None:
        expect(page.locator("[data-passkey-unavailable]")).to_be_visible()
        expect(page.locator("[data-passkey]")).to_be_hidden()
        return
    page.locator("[name=name]").fill("Ana’s phone")
    press(page, surroundings, en="Add a passkey", es="Agregar una llave de acceso")
    expect(page.get_by_role("heading", name="Ana’s phone")).to_be_visible()
    inspect(page)
    page.context.clear_cookies()
    page.goto(surroundings.path("/login?next=") + surroundings.path("/profile/passkeys"))
    inspect(page)
    press(page, surroundings, en="Sign in with a passkey", es="Ingresar con una llave de acceso")
    expect(page.get_by_role("heading", name="Ana’s phone")).to_be_visible()
    page.locator("main a[href$='/rename']").click()
    expect(page).to_have_url(re.compile("/rename$"))
    inspect(page)
    page.locator("[name=name]").fill("Kitchen tablet")
    press(page, surroundings, en="Save", es="Guardar")
    expect(page.get_by_role("heading", name="Kitchen tablet")).to_be_visible()
    page.locator("main a[href$='/remove']").click()
    expect(page).to_have_url(re.compile("/remove$"))
    inspect(page)
    press(page, surroundings, en="Remove", es="Eliminar")
    expect(page.locator(".usa-alert--success")).to_be_visible()
    assert not Passkey.objects.exists()
