"""What tests can and cannot reach."""

import socket

import pytest
from playwright.sync_api import Error, Page
from pytest_socket import SocketConnectBlockedError


def test_no_test_reaches_a_network():
    with pytest.warns(UserWarning, match="192.0.2.1"), pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_the_browser_reaches_the_site_under_test_and_its_assets(page: Page):
    answer = page.goto("/static/uswds/img/sprite.svg")
    assert answer is not None
    assert answer.ok


def test_the_browser_reaches_no_other_site(page: Page):
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://other.example/")
