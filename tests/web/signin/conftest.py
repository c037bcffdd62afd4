from typing import Any

import pytest
from django.test import Client

from tests.domain.identity.people import PIN, give_pin
from tests.factories import Family, ana_and_ben


@pytest.fixture
def family(db: None) -> Family:
    """Ana has a PIN, Ben has none."""
    family = ana_and_ben()
    give_pin(family.ana)
    return family


@pytest.fixture
def ana(family: Family) -> Client:
    """Ana's browser, signed in."""
    return sign_in(Client(), family)


def sign_in(client: Client, family: Family, **extra: Any) -> Client:
    """Sign Ana in with her PIN."""
    response = client.post("/login", {"identifier": family.ana.number, "pin": PIN}, **extra)
    assert response.status_code == 302
    return client
