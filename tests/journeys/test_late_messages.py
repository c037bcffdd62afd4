"""Ana's time ends while she writes a message with a photo: she finds both again after she has signed in."""

import re
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from customer_connect.domain.conversations.models import Message
from tests.domain.conversations import files
from tests.domain.identity.people import PIN, give_pin
from tests.factories import Family, ana_and_ben
from tests.journeys.surroundings import Surroundings, assert_accessible, assert_targets_are_big_enough
from tests.journeys.test_signing_in import fill_in_login, hurry, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

PHOTO = FilePayload(name="recibo.jpg", mimeType="image/jpeg", buffer=files.photo())


@pytest.fixture
def family(transactional_db: None) -> Family:
    family = ana_and_ben()
    give_pin(family.ana)
    return family


@pytest.mark.parametrize(
    "surroundings", [Surroundings("es", 360), Surroundings("en", 360, has_scripts=False)], ids=str
)
def test_a_message_and_its_photo_outlive_the_session(
    page: Page, surroundings: Surroundings, family: Family, settings: Any
) -> None:
    sign_in(page, surroundings, family)
    if surroundings.has_scripts:
        hurry(settings, idle_minutes=8 / 60, idle_warning_minutes=7 / 60)
    page.goto(surroundings.path("/messages/new"))
    page.locator("[name=body]").fill("Aquí está mi recibo.")
    page.locator("[name=attachments]").set_input_files(PHOTO)
    if not surroundings.has_scripts:
        hurry(settings, idle_minutes=0, idle_warning_minutes=0)
        page.locator("[name=step][value=send]").click()
    expect(page).to_have_url(re.compile("/login"), timeout=15_000)
    hurry(settings, idle_minutes=15, idle_warning_minutes=12.5)
    fill_in_login(page, family, PIN)
    expect(page).to_have_url(re.compile("/login/kept-form$"))
    expect(page.get_by_text("recibo.jpg")).to_be_visible()
    assert_accessible(page)
    assert_targets_are_big_enough(page)
    page.locator("[name=step][value=attach]").click()
    expect(page.locator("[name=body]")).to_have_value("Aquí está mi recibo.")
    expect(page.get_by_text("recibo.jpg").first).to_be_visible()
    page.locator("[name=subject]").select_option("documents")
    page.locator("[name=step][value=send]").click()
    expect(page).to_have_url(re.compile(r"/messages/\d+$"))
    assert [file.name for file in Message.objects.get().attachments.all()] == ["recibo.jpg"]


@pytest.mark.parametrize("surroundings", [Surroundings("en", 360)], ids=str)
def test_where_the_photo_does_not_get_through_the_words_do(
    page: Page, surroundings: Surroundings, family: Family, settings: Any
) -> None:
    sign_in(page, surroundings, family)
    hurry(settings, idle_minutes=8 / 60, idle_warning_minutes=7 / 60)
    page.goto("/messages/new")
    page.route("**/session/keep", _stop_uploads)
    page.locator("[name=body]").fill("Here is my pay stub.")
    page.locator("[name=attachments]").set_input_files(PHOTO)
    expect(page).to_have_url(re.compile("/login"), timeout=15_000)
    hurry(settings, idle_minutes=15, idle_warning_minutes=12.5)
    fill_in_login(page, family, PIN)
    expect(page.get_by_text("No files are kept with it.")).to_be_visible()
    page.locator("[name=step][value=attach]").click()
    expect(page.locator("[name=body]")).to_have_value("Here is my pay stub.")


def _stop_uploads(route: Route) -> None:
    """Let nothing through that a script sends, as a proxy does with what is too large."""
    if route.request.resource_type == "fetch":
        route.abort()
    else:
        route.continue_()
