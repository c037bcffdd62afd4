"""Figures and the audit trail in a browser: accessible, whole at 360 px, charts and all."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.calls.models import Call
from customer_connect.domain.identity.models import SignIn
from customer_connect.domain.identity.permissions import StaffRole
from tests.factories import ana_and_ben
from tests.journeys.surroundings import Complaints, assert_accessible, assert_targets_are_big_enough
from tests.staff.doors import at, client_of, staff_member, with_app
from tests.staff.rows import delivery_to, now

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")  # a folder, for whoever wants to look


@pytest.mark.parametrize("width", [1280, 360])
def test_figures_and_trail_are_accessible_and_fit(browser: Browser, base_url: str, width: int) -> None:
    family = ana_and_ben()
    for outcome in ("signed_in", "signed_in", "wrong"):
        SignIn.objects.create(participant=family.ana, at=now(), channel="web", outcome=outcome)
    delivery_to(family.ana)
    for path in ([], ["main_menu=payments"]):
        Call.objects.create(
            channel="phone",
            started_at=now(),
            last_heard_at=now(),
            ended_at=now(),
            outcome="caller",
            path=path,
        )
    record("cases.viewed", by=Actor.system("test"), participant_id=family.ana.pk, page="a" * 60)
    complaints = []
    for role, pages in {
        StaffRole.SUPERVISOR: ["?topic=sign-ins", "?topic=calls", "?topic=deliveries&days=90"],
        StaffRole.AUDITOR: [""],
    }.items():
        staff = staff_member(role.label, role)
        with_app(staff)
        cookie = client_of(staff).cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(base_url=base_url, viewport={"width": width, "height": 800})
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base_url}])
        page = context.new_page()
        seen = Complaints(page)
        for number, query in enumerate(pages):
            page.goto(at("figures:figures" if query else "audit:trail") + query)
            assert_accessible(page)
            assert_targets_are_big_enough(page)
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{role}-{number}-{width}.png", full_page=True)
        complaints += seen.seen
        context.close()
    assert not complaints, "\n".join(complaints)
