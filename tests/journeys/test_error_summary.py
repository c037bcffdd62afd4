"""After an error, at 400% zoom: the summary begins in sight, below the way out that sticks to the top."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.factories import ana_and_ben, user_of
from tests.journeys.surroundings import Surroundings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("surroundings", [Surroundings("es", 320)], ids=str, indirect=True)
def test_the_summary_is_not_hidden_where_the_screen_is_too_small_for_all_of_it(
    page: Page, base_url: str, surroundings: Surroundings
) -> None:
    client = Client()
    client.force_login(user_of(ana_and_ben().ana))
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base_url}])
    page.set_viewport_size({"width": 320, "height": 256})
    for path in ("/messages/new", "/profile/change-pin", "/profile/other-party"):
        page.goto(surroundings.path(path))
        page.click("main form.cc-form .cc-actions button")
        summary = page.locator(".cc-error-summary")
        assert summary.evaluate("(e) => e === document.activeElement")
        way_out = page.locator(".cc-leave").bounding_box()
        box = summary.bounding_box()
        assert way_out is not None
        assert box is not None
        assert way_out["y"] + way_out["height"] <= box["y"] < 200, path
