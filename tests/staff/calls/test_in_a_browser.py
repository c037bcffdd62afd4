"""The desk in a browser, by keyboard alone: callers appear without loading anew, the focus stays."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from customer_connect.domain.calls.actions.agent_requests import take_call
from customer_connect.domain.calls.models import AgentRequest
from customer_connect.domain.identity.permissions import StaffRole
from tests.domain.calls.agents import actor_of, waiting_call
from tests.factories import ana_and_ben
from tests.journeys.surroundings import Complaints, assert_accessible, assert_targets_are_big_enough
from tests.staff.doors import at, client_of, staff_member

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")  # a folder, for whoever wants to look


def look(page: Page, name: str) -> None:
    assert_accessible(page)
    assert_targets_are_big_enough(page)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_the_desk_follows_the_queue_and_takes_the_focus_from_nobody(browser: Browser, base_url: str) -> None:
    family = ana_and_ben()
    first, second = waiting_call(family.ana), waiting_call()
    bea = staff_member("Bea", StaffRole.AGENT)
    key = settings.SESSION_COOKIE_NAME
    value = client_of(staff_member("Ada", StaffRole.AGENT)).cookies[key].value
    context = browser.new_context(base_url=base_url, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": key, "value": value, "url": base_url}])
    page = context.new_page()
    complaints = Complaints(page)
    page.clock.install()
    page.goto(at("calls:desk"))
    expect(page).to_have_title("(2) Calls – Customer Connect staff")
    look(page, "desk")

    take = page.get_by_role("button", name=f"Take call {second.pk}")
    take.focus()
    take_call(request=first, staff=bea, by=actor_of(bea))
    third = waiting_call(family.ben)
    page.clock.run_for(5_100)
    row = page.locator(f"#call-{third.pk}")
    expect(row).to_contain_text(family.ben.number)
    expect(page.locator(f"#call-{first.pk}")).to_have_count(0)
    expect(page.locator(f"#call-{second.pk} td[data-label=Place]")).to_have_text("1")
    expect(take).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("2 callers waiting.")

    # A colleague takes the one that has the focus: it stays until it is left, and says so.
    take_call(request=second, staff=bea, by=actor_of(bea))
    page.clock.run_for(5_100)
    expect(page.locator(f"#call-{second.pk}")).to_contain_text("no longer")
    expect(take).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(f"#call-{second.pk}")).to_have_count(0)
    expect(page).to_have_title("(1) Calls – Customer Connect staff")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=f"Take call {third.pk}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Call {third.pk}")
    look(page, "talk")
    page.set_viewport_size({"width": 320, "height": 800})
    look(page, "talk-320")
    page.get_by_label("Answered the question").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Calls")
    look(page, "desk-320")
    context.close()
    assert AgentRequest.objects.get(pk=third.pk).outcome == "answered"
    assert not complaints.seen, "\n".join(complaints.seen)
