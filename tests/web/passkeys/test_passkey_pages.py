"""The passkey pages, with an authenticator in software."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from customer_connect.domain.identity.models import Passkey, User
from customer_connect.domain.identity.sessions import CONFIRMED_AT, SIGNED_IN_AT
from tests.authenticators import Authenticator
from tests.domain.identity.people import PIN, give_pin
from tests.factories import Family, ana_and_ben

pytestmark = pytest.mark.django_db
LONG_AGO = 60 * 60


@pytest.fixture(autouse=True)
def _public_url(settings):
    settings.PUBLIC_URL = "http://127.0.0.1:8000"


@pytest.fixture
def family() -> Family:
    family = ana_and_ben()
    give_pin(family.ana)
    give_pin(family.ben)
    return family


@pytest.fixture
def ana(client: Client, family: Family) -> Client:
    client.post("/login", {"identifier": family.ana.number, "pin": PIN})
    return client


def add(client: Client, authenticator: Authenticator, name: str = "My phone") -> None:
    options = client.post("/profile/passkeys/options").content.decode()
    client.post("/profile/passkeys/add", {"name": name, "answer": authenticator.make(options)})


def grow_old(client: Client) -> None:
    """Let the PIN of this session be given an hour ago."""
    session = client.session
    session[SIGNED_IN_AT] = session[CONFIRMED_AT] = timezone.now().timestamp() - LONG_AGO
    session.save()


def test_a_passkey_is_added_named_renamed_and_removed(ana: Client) -> None:
    add(ana, Authenticator())
    passkey = Passkey.objects.get()
    assert "My phone" in ana.get("/profile/passkeys").content.decode()
    renamed = ana.post(f"/profile/passkeys/{passkey.pk}/rename", {"name": "Kitchen tablet"})
    assert renamed["Location"] == "/profile/passkeys"
    page = ana.get("/profile/passkeys").content.decode()
    assert "Kitchen tablet" in page
    assert "Kitchen tablet" in ana.get(f"/profile/passkeys/{passkey.pk}/remove").content.decode()
    ana.post(f"/profile/passkeys/{passkey.pk}/remove")
    assert not Passkey.objects.exists()
    assert "You have no passkeys yet" in ana.get("/profile/passkeys").content.decode()


def test_a_passkey_without_a_name_gets_the_devices(ana: Client) -> None:
    options = ana.post("/profile/passkeys/options").content.decode()
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}
    ana.post("/profile/passkeys/add", {"name": "", "answer": Authenticator().make(options)}, headers=agent)
    assert Passkey.objects.get().name == "Firefox, Linux"


@pytest.mark.parametrize("answer", ["", "{}", "nonsense", json.dumps({"id": "x"})])
def test_nonsense_adds_nothing_and_says_so(ana: Client, answer: str) -> None:
    ana.post("/profile/passkeys/options")
    page = ana.post("/profile/passkeys/add", {"name": "x", "answer": answer})
    assert page.status_code == 200
    assert "could not be added" in page.content.decode()
    assert not Passkey.objects.exists()


def test_a_challenge_is_good_for_one_answer(ana: Client) -> None:
    options = ana.post("/profile/passkeys/options").content.decode()
    for _ in range(2):
        ana.post("/profile/passkeys/add", {"name": "x", "answer": Authenticator().make(options)})
    assert Passkey.objects.count() == 1


def test_nobody_sees_or_touches_the_passkeys_of_another(ana: Client, family: Family) -> None:
    add(ana, Authenticator(), name="Kitchen tablet")
    passkey = Passkey.objects.get()
    ben = Client()
    ben.post("/login", {"identifier": family.ben.number, "pin": PIN})
    assert "Kitchen tablet" not in ben.get("/profile/passkeys").content.decode()
    for action in ("rename", "remove"):
        assert ben.get(f"/profile/passkeys/{passkey.pk}/{action}").status_code == 404
        assert ben.post(f"/profile/passkeys/{passkey.pk}/{action}", {"name": "mine"}).status_code == 404
    passkey.refresh_from_db()
    assert passkey.name == "Kitchen tablet"


def test_changing_passkeys_asks_for_the_pin_again_after_a_while(ana: Client) -> None:
    add(ana, Authenticator())
    passkey = Passkey.objects.get()
    grow_old(ana)
    assert ana.get("/profile/passkeys").status_code == 200
    paths = ["add", f"{passkey.pk}/rename", f"{passkey.pk}/remove"]
    for path in paths:
        assert ana.get(f"/profile/passkeys/{path}")["Location"].startswith("/login/confirm?next=")
    assert ana.post("/profile/passkeys/options").status_code == 302
    ana.post(f"/profile/passkeys/{passkey.pk}/remove")
    assert Passkey.objects.exists()


def test_a_passkey_stands_in_for_the_pin_that_is_asked_for_again(ana: Client) -> None:
    phone = Authenticator()
    add(ana, phone)
    grow_old(ana)
    phone.count += 1
    assert "/login/confirm/passkey" in ana.get("/login/confirm?next=/profile/passkeys/add").content.decode()
    answer = phone.use(ana.post("/login/passkey/options").content.decode())
    done = ana.post("/login/confirm/passkey", {"answer": answer, "next": "/profile/passkeys/add"})
    assert done["Location"] == "/profile/passkeys/add"
    assert ana.get("/profile/passkeys/add").status_code == 200


def test_another_persons_passkey_does_not_stand_in_for_the_pin(ana: Client, family: Family) -> None:
    phone = Authenticator()
    add(ana, phone)
    ben = Client()
    ben.post("/login", {"identifier": family.ben.number, "pin": PIN})
    grow_old(ben)
    phone.count += 1
    answer = phone.use(ben.post("/login/passkey/options").content.decode())
    assert ben.post("/login/confirm/passkey", {"answer": answer})["Location"] == "/login/confirm"
    assert ben.get("/profile/passkeys/add").status_code == 302


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_passkey_signs_in_without_number_and_pin(ana: Client, family: Family, prefix: str) -> None:
    phone = Authenticator()
    add(ana, phone)
    phone.count += 1
    browser = Client()
    assert f"{prefix}/login/passkey" in browser.get(f"{prefix}/login").content.decode()
    answer = phone.use(browser.post(f"{prefix}/login/passkey/options").content.decode())
    done = browser.post(f"{prefix}/login/passkey", {"answer": answer, "next": f"{prefix}/profile/passkeys"})
    assert done["Location"] == f"{prefix}/profile/passkeys"
    assert browser.get(f"{prefix}/profile/passkeys").status_code == 200
    assert int(browser.session["_auth_user_id"]) == User.objects.get(participant=family.ana).pk


def test_a_passkey_that_is_refused_leads_back_to_the_login_page(client: Client, family: Family) -> None:
    answer = Authenticator().use(client.post("/login/passkey/options").content.decode())
    page = client.post("/login/passkey", {"answer": answer}, follow=True)
    assert page.redirect_chain == [("/login", 302)]
    assert "not accepted" in page.content.decode()


def test_signing_in_never_leads_to_another_site(ana: Client) -> None:
    phone = Authenticator()
    add(ana, phone)
    phone.count += 1
    browser = Client()
    answer = phone.use(browser.post("/login/passkey/options").content.decode())
    done = browser.post("/login/passkey", {"answer": answer, "next": "https://evil.example/"})
    assert done["Location"] == "/home"


def test_the_pages_need_a_sign_in(client: Client) -> None:
    for path in ("/profile/passkeys", "/profile/passkeys/add", "/profile/passkeys/1/remove"):
        assert client.get(path)["Location"].startswith("/login?next=")
