import re

import pytest
from playwright.sync_api import Page, expect

from customer_connect.phone.demo import views
from tests.journeys.surroundings import assert_accessible, assert_targets_are_big_enough
from tests.phone.demo.test_demo_phone import Beep

pytestmark = pytest.mark.django_db(transaction=True)


def test_keys_and_words_go_on_without_loading_the_page_anew(page: Page, live_server, monkeypatch):
    monkeypatch.setattr(views, "voice", Beep)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto("/demo/phone")
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name=re.compile("Call 866-901-3212")).click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("For English, press one")
    page.get_by_role("button", name="1", exact=True).click()
    page.get_by_label("What you would say").fill("none of these")
    page.get_by_role("button", name="Say it").click()
    expect(log).to_contain_text("For employers, press one")
    assert_accessible(page)
    assert_targets_are_big_enough(page)
    expect(page.locator("audio")).to_have_attribute("src", "/demo/phone/sound/3.wav")
    page.get_by_role("button", name="Hang up").click()
    expect(log).to_contain_text("The call is over.")
    assert page.evaluate("window.stayed")
    assert faults == []
