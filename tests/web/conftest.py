"""Pages as some person sees them."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from django.test import Client

from customer_connect.domain.cases.models import Participant
from tests.factories import Family, ana_and_ben, user_of

OpenPage: TypeAlias = Callable[[Participant, str], Any]  # a response of the test client
PageOf: TypeAlias = Callable[[Participant, str], str]


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


@pytest.fixture
def open_page(client: Client) -> OpenPage:
    """Sign a person in and get a page, whatever it answers."""

    def open_as(person: Participant, path: str) -> Any:
        client.force_login(user_of(person))
        return client.get(path)

    return open_as


@pytest.fixture
def page_of(open_page: OpenPage) -> PageOf:
    """Sign a person in and return what a page says to them."""

    def read_as(person: Participant, path: str) -> str:
        response = open_page(person, path)
        assert response.status_code == 200
        page: str = response.content.decode()
        return page

    return read_as
