import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from config.agency import load_agency
from tests.factories import ana_and_ben, user_of
from tests.web.pages import Reader

pytestmark = pytest.mark.django_db


def test_the_first_page_offers_all_there_is_to_begin_with(client: Client) -> None:
    page = Reader(client.get("/").content.decode())
    assert {"/login", "/forgot-pin", "/apply", "/tour", "/how-to-pay", "/help", "/es/"} <= set(page.links)
    assert {"tel:+18669013212", "tel:+18663994096", "tel:+14082730073"} <= set(page.links)
    words = " ".join(page.texts)
    for expected in (
        "Start an Application Today",
        "866-901-3212",
        "866-399-4096",
        "408-273-0073",
        "temporary PIN",
    ):
        assert expected in words


def test_the_first_page_speaks_spanish_under_its_spanish_name(client: Client) -> None:
    words = " ".join(Reader(client.get("/es/").content.decode()).texts)
    assert "Cliente Conectado" in words
    assert "Comience una solicitud hoy" in words
    assert "padre" in words


def test_who_is_signed_in_goes_to_their_own_home_page(client: Client) -> None:
    client.force_login(user_of(ana_and_ben().ana))
    assert client.get("/es/").headers["Location"] == "/es/home"


def test_who_is_signed_in_reads_help_inside_their_own_tabs(client: Client) -> None:
    client.force_login(user_of(ana_and_ben().ana))
    for path in ("/help", "/how-to-pay", "/accessibility", "/privacy", "/apply", "/tour"):
        page = Reader(client.get(path).content.decode())
        assert {"/home", "/case", "/payments/made", "/dates", "/profile"} <= set(page.links), path
        assert "/login" not in page.links, path


def test_without_ssn_sign_in_nobody_is_asked_for_it(client: Client, settings: Any) -> None:
    agency = settings.AGENCY
    settings.AGENCY = replace(agency, identifiers=replace(agency.identifiers, sign_in_with_ssn=False))
    for path in ("/", "/tour"):
        assert "or Social Security number" not in client.get(path).content.decode()


def test_the_theme_has_the_colors_of_the_agency_and_is_kept_by_browsers(client: Client) -> None:
    address = next(link for link in Reader(client.get("/").content.decode()).assets if "theme.css" in link)
    response = client.get(address)
    colors = tomllib.loads(Path("agency/california.toml").read_text())["colors"]
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert f"--agency-primary: {colors['primary']};" in response.content.decode()
    assert "immutable" in response.headers["Cache-Control"]


def test_another_agency_has_another_theme_and_another_address_of_it(client: Client, settings: Any) -> None:
    before = client.get("/").content.decode()
    agency = load_agency(Path("agency/california.toml"))
    settings.AGENCY = replace(agency, colors=replace(agency.colors, primary="#5c1a44"))
    after = client.get("/").content.decode()
    assert theme_link(before) != theme_link(after)
    assert "#5c1a44" in client.get(theme_link(after)).content.decode()


def theme_link(page: str) -> str:
    found = re.search(r'href="(/theme\.css[^"]*)"', page)
    assert found is not None
    return found[1]


def test_finders_see_the_public_pages_only(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow: /"]
    for line in lines[2:]:
        path = line.removeprefix("Allow: ").removesuffix("$")
        page = client.get(path).content.decode()
        assert '<meta name="robots" content="index">' in page, path
    assert '<meta name="robots" content="noindex">' in client.get("/login").content.decode()


def test_security_researchers_find_whom_to_tell(client: Client) -> None:
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: https://" in text
    assert f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt" in text
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT00:00:00Z$", text, re.MULTILINE)


def test_the_language_switch_keeps_the_page_and_its_question(client: Client) -> None:
    page = Reader(client.get("/help?from=home").content.decode())
    assert "/es/help?from=home" in page.links
    page = Reader(client.get("/es/help?from=home").content.decode())
    assert "/help?from=home" in page.links


@pytest.mark.parametrize("path", ["//evil.example/", "/es//evil.example/"])
def test_no_address_makes_the_language_switch_leave_the_site(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert 'href="//' not in page
