"""Numbers in addresses that no database column holds."""

import pytest
from django.test import Client

from tests.domain.identity.people import give_pin
from tests.factories import ana_and_ben
from tests.web.signin.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/case/{}/",
        "/payments/made/{}",
        "/payments/sent-to-me/{}",
        "/dates/court-date-{}.ics",
        "/dates/appointment-{}.ics",
        "/profile/passkeys/{}/rename",
    ],
)
def test_a_number_that_no_record_can_have_is_not_found(client: Client, address: str) -> None:
    family = ana_and_ben()
    give_pin(family.ana)
    sign_in(client, family)
    assert client.get(address.format("9" * 30)).status_code == 404
