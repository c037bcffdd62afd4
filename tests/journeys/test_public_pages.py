"""Visitors read the public pages in both languages, on small and large screens, with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.surroundings import Surroundings, assert_accessible, assert_targets_are_big_enough

pytestmark = pytest.mark.django_db(transaction=True)

PATHS = ["/", "/apply", "/tour", "/help", "/how-to-pay", "/accessibility", "/privacy"]


def test_every_public_page_is_accessible_fits_and_has_big_targets(
    page: Page, surroundings: Surroundings
) -> None:
    for path in PATHS:
        page.goto(surroundings.path(path))
        for question in page.locator("summary").all():
            question.click()
        assert_accessible(page)
        assert_targets_are_big_enough(page)


def test_a_lost_visitor_is_shown_the_way(page: Page, surroundings: Surroundings) -> None:
    response = page.goto(surroundings.path("/no-such-page"))
    assert response is not None
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text(
        surroundings.say(en="Page not found", es="No encontramos la página")
    )
    assert_accessible(page)


def test_the_language_switch_keeps_the_page(page: Page, surroundings: Surroundings) -> None:
    page.goto(surroundings.path("/how-to-pay"))
    page.get_by_role("link", name=surroundings.say(en="Español", es="English"), exact=True).click()
    expect(page).to_have_url(re.compile(surroundings.say(en=r"/es/how-to-pay$", es=r"\d/how-to-pay$")))
    expect(page.locator("html")).to_have_attribute("lang", surroundings.say(en="es", es="en"))


def test_the_keyboard_reaches_the_content_first(page: Page, surroundings: Surroundings) -> None:
    page.goto(surroundings.path("/help"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_way_out_stays_in_sight(page: Page, surroundings: Surroundings) -> None:
    page.goto(surroundings.path("/help"))
    page.locator("footer").scroll_into_view_if_needed()
    leave = page.get_by_text(
        surroundings.say(en="Leave this site quickly", es="Salir rápido de este sitio")
    ).first
    expect(leave).to_be_in_viewport()
