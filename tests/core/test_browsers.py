"""Which address a request comes from."""

from typing import Any

import pytest
from django.test import RequestFactory

from customer_connect.core.browsers import network_of


@pytest.mark.parametrize(
    ("forwarded", "network"),
    [
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7:4711", "203.0.113.7"),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("x" * 500, "x" * 64),
        ("", "127.0.0.1"),
    ],
)
def test_behind_a_proxy_it_is_what_the_proxy_says_without_the_port(
    settings: Any, forwarded: str, network: str
) -> None:
    settings.TRUSTED_PROXIES = 1
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    assert network_of(request) == network


def test_without_a_proxy_nobody_says_where_they_come_from(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 0
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.7"})
    assert network_of(request) == "127.0.0.1"
