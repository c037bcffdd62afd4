"""Every page a participant reaches by links: both languages, small and large screens, with and without scripts."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from customer_connect.domain.changes.actions.decide_change import reject_change
from customer_connect.domain.changes.enums import Refusal
from tests.factories import (
    AppointmentFactory,
    BalanceFactory,
    ConversationFactory,
    CourtDateFactory,
    ExpectedPaymentFactory,
    MessageFactory,
    ana_and_ben,
    user_of,
)
from tests.journeys.surroundings import Surroundings, assert_accessible, assert_targets_are_big_enough
from tests.reports import DEE, new_email_of
from tests.staff.conversations.rows import file_of
from tests.staff.doors import staff_member

pytestmark = pytest.mark.django_db(transaction=True)

ENDS_THE_SESSION = ("/leave", "/logout")


@pytest.fixture
def signed_in(page: Page, base_url: str, surroundings: Surroundings) -> Page:
    """Ana in Spanish, Ben in English: what one sees, the other may not."""
    family = ana_and_ben()
    ExpectedPaymentFactory.create(case=family.case, payee=family.ana)
    BalanceFactory.create(case=family.case, payer=family.ben)
    CourtDateFactory.create(case=family.case)
    for party in (family.ana, family.ben):
        AppointmentFactory.create(case=family.case, participant=party)
        conversation = ConversationFactory.create(case=family.case, participant=party)
        file_of(MessageFactory.create(conversation=conversation))
        MessageFactory.create(conversation=conversation, staff=staff_member(f"Dee{party.pk}"), body="Yes.")
        refused = new_email_of(party, f"new{party.pk}@example.org")
        reject_change(change=refused, reason=Refusal.NEEDS_PROOF, words="A bill, please.", by=DEE)
    client = Client()
    client.force_login(user_of(family.ana if surroundings.language == "es" else family.ben))
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base_url}])
    return page


def test_every_page_within_reach_is_accessible_fits_and_has_big_targets(
    signed_in: Page, surroundings: Surroundings
) -> None:
    to_see, seen = [surroundings.path("/home")], set[str]()
    while to_see:
        path = to_see.pop()
        if path in seen:
            continue
        seen.add(path)
        if not signed_in.request.get(path).headers["content-type"].startswith("text/html"):
            continue  # a document to download
        signed_in.goto(path)
        assert_accessible(signed_in)
        assert_targets_are_big_enough(signed_in)
        links = [link.get_attribute("href") or "" for link in signed_in.locator("nav a, main a").all()]
        to_see += [urlsplit(link).path for link in links if is_a_page(link, surroundings)]
    assert len(seen) > 12, sorted(seen)


def is_a_page(link: str, surroundings: Surroundings) -> bool:
    path = urlsplit(link).path
    is_ours = link.startswith("/") and link.startswith("/es/") == (surroundings.language == "es")
    return is_ours and not path.endswith(ENDS_THE_SESSION)
