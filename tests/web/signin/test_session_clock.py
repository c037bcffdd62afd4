from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from customer_connect.domain.audit.models import Event
from customer_connect.domain.identity.models import KeptForm, Session
from customer_connect.domain.identity.sessions import IS_KIOSK
from tests.domain.identity.people import NEW, PIN
from tests.factories import Family
from tests.web.signin.conftest import sign_in

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def minutes(number: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(minutes=number), tick=False)


def test_a_session_ends_after_fifteen_idle_minutes(ana: Client) -> None:
    with minutes(14.9):
        assert ana.get("/profile/sign-ins").status_code == 200
    with minutes(29):  # each use begins them anew
        assert ana.get("/profile/sign-ins").status_code == 200
    with minutes(44.1):
        response = ana.get("/profile/sign-ins")
        assert response["Location"] == "/login?next=%2Fprofile%2Fsign-ins&timed_out=1"
        assert "You were signed out because you were away" in ana.get(response["Location"]).content.decode()
    assert not Session.objects.filter(user__isnull=False).exists()
    assert Event.objects.filter(action="identity.signed_out", details__reason="idle").count() == 1


def test_a_session_ends_after_twelve_hours_however_busy(ana: Client) -> None:
    for number in range(1, 72):
        with minutes(10 * number):
            assert ana.get("/session/remaining").json()["seconds_left"] > 0
            assert ana.post("/session/extend", headers=JSON).status_code == 200
    with minutes(721):
        assert ana.get("/profile/sign-ins")["Location"].startswith("/login")


def test_changing_the_pin_does_not_begin_the_twelve_hours_anew(ana: Client, family: Family) -> None:
    began = Session.objects.get(user=family.ana.user).signed_in_at
    with minutes(10):
        form = {"current_pin": PIN, "new_pin": NEW, "confirm_new_pin": NEW}
        assert ana.post("/profile/change-pin", form).status_code == 302
    assert Session.objects.get(user=family.ana.user).signed_in_at == began


def test_a_kiosk_has_two_minutes(ana: Client) -> None:
    session = ana.session
    session[IS_KIOSK] = True
    session.save()
    with minutes(1):
        assert ana.get("/session/remaining").json() == {"seconds_left": pytest.approx(60, abs=2)}
    with minutes(2.1):
        assert ana.get("/profile/sign-ins")["Location"].startswith("/login")


def test_asking_how_long_is_left_is_no_use(ana: Client) -> None:
    with minutes(10):
        assert ana.get("/session/remaining").json() == {"seconds_left": pytest.approx(300, abs=2)}
    with minutes(15.1):
        assert ana.get("/session/remaining").json() == {"seconds_left": 0}


def test_extending_begins_the_idle_minutes_anew(ana: Client) -> None:
    with minutes(14):
        assert ana.post("/session/extend", headers=JSON).json() == {"seconds_left": 900}
        assert ana.post("/session/extend", {"next": "/profile/sign-ins"})["Location"] == "/profile/sign-ins"
    with minutes(28):
        assert ana.get("/profile/sign-ins").status_code == 200


def test_a_session_is_written_at_most_once_a_minute(ana: Client, django_assert_num_queries: Any) -> None:
    def writes() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            ana.get("/session/remaining")
            ana.get("/help")
        return sum("UPDATE" in query["sql"] for query in queries)

    assert writes() == 0
    with minutes(1.1):
        assert writes() == 1
        assert writes() == 0


@pytest.mark.parametrize(
    "path", ["/profile/sign-ins", "/profile/change-pin", "/session/remaining", "/help", "/nowhere"]
)
def test_nothing_of_a_signed_in_session_is_kept_by_a_browser(ana: Client, path: str) -> None:
    assert "no-store" in ana.get(path)["Cache-Control"]


def test_signing_out_ends_the_session_and_says_to_close_the_browser(ana: Client) -> None:
    assert "Do you want to sign out" in ana.get("/logout").content.decode()
    response = ana.post("/logout")
    assert response["Location"] == "/signed-out"
    assert "no-store" in response["Cache-Control"]
    assert '"cache"' in response["Clear-Site-Data"]
    assert "Close this browser" in ana.get("/signed-out").content.decode()
    assert ana.get("/profile/sign-ins")["Location"].startswith("/login")
    assert not Session.objects.filter(user__isnull=False).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_leaving_ends_the_session_and_goes_to_a_neutral_site(ana: Client, method: str) -> None:
    response = getattr(ana, method)("/leave")
    assert response["Location"] == "https://www.google.com/"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not Session.objects.filter(user__isnull=False).exists()
    assert Event.objects.filter(action="identity.signed_out", details__reason="left").exists()
    assert ana.get("/profile/sign-ins")["Location"] == "/login?next=/profile/sign-ins"


def test_leaving_works_for_visitors_too(client: Client, db: None) -> None:
    assert client.get("/leave")["Location"] == "https://www.google.com/"


ADDRESS = {
    "form_key": "7b0f2a52-3d1c-4f43-9d3e-0a6a7c7f0e11",
    "address_line_1": "9 Ñandú Road",
    "address_line_2": "",
    "city": "Reno",
    "state": "NV",
    "postal_code": "89501",
    "country": "US",
    "pin": PIN,
    "ssn": "536221234",
    "is_admin": "1",
}


@pytest.mark.parametrize("language", ["", "/es"])
def test_a_late_form_is_kept_and_can_be_sent_after_it_was_read(
    ana: Client, family: Family, language: str
) -> None:
    path = f"{language}/profile/update/address"
    with minutes(20):
        ana.post("/session/extend", {})  # not a form of a page: not kept
        assert not KeptForm.objects.exists()
        assert ana.post(path, ADDRESS)["Location"].startswith(f"{language}/login?next=")
        assert PIN.encode() not in bytes(KeptForm.objects.get().sealed)
        assert sign_in(ana, family).get("/home").status_code == 200
        page = ana.get("/login/kept-form").content.decode()
        for shown in (
            "<dt>City</dt><dd>Reno</dd>",
            "<dd>United States</dd>",
            "<dd>Left empty</dd>",
            "9 Ñandú Road",
        ):
            assert shown in page
        for hidden in (PIN, "536221234", "is_admin"):
            assert hidden not in page
        sent = ana.post("/login/kept-form", {"city": "Reno"})
        assert (sent.status_code, sent["Location"]) == (307, path)
        assert not KeptForm.objects.exists()
        assert ana.get("/login/kept-form")["Location"] == "/home"
    trail = Event.objects.filter(action__startswith="identity.kept_form").order_by("id")
    assert [event.action for event in trail] == ["identity.kept_form_viewed", "identity.kept_form_forgotten"]
    assert trail[1].details["why"] == "sent"


def test_what_nobody_can_read_beforehand_is_not_sent(ana: Client, family: Family) -> None:
    with minutes(20):
        ana.post("/profile/sign-ins/sign-out-elsewhere", {"note": "half"})
        page = sign_in(ana, family).get("/login/kept-form").content.decode()
        assert "Send my form now" not in page
        assert 'href="/profile/sign-ins/sign-out-elsewhere#kept-form"' in page


def test_who_comes_next_to_the_browser_puts_no_form_in_place_of_the_first(
    ana: Client, family: Family
) -> None:
    other = "/profile/update/email"
    with minutes(20):
        ana.post("/profile/update/address", ADDRESS)
        ana.post(other, {"email": "ben@example.org"})
        assert KeptForm.objects.get().path == "/profile/update/address"
        KeptForm.objects.all().delete()
        ana.post("/login", {"identifier": family.ben.number, "pin": PIN})
        ana.post(other, {"email": "ben@example.org"})
        assert not KeptForm.objects.exists(), "somebody tried to sign in: it may be somebody else"


def test_a_form_that_comes_after_half_an_hour_is_not_kept(ana: Client) -> None:
    with minutes(20):
        ana.get("/home")
    with minutes(51):
        assert ana.post("/profile/update/address", ADDRESS)["Location"].startswith("/login")
        assert not KeptForm.objects.exists()


def test_an_unfinished_form_is_given_back_to_its_page(ana: Client, family: Family) -> None:
    with minutes(20):
        ana.post(
            "/profile/sign-ins/sign-out-elsewhere", {"note": "half", "kept_page": "/profile/sign-ins?x=1"}
        )
        sign_in(ana, family)
        page = ana.get("/login/kept-form").content.decode()
        assert 'href="/profile/sign-ins?x=1#kept-form"' in page
        assert "Send my form now" not in page
        assert ana.get("/login/kept-form", headers=JSON).json() == {"fields": [["note", "half"]]}
        assert not KeptForm.objects.exists()


def test_a_kept_form_can_be_thrown_away(ana: Client, family: Family) -> None:
    with minutes(20):
        ana.post("/profile/sign-ins/sign-out-elsewhere", {"note": "half"})
        sign_in(ana, family)
        assert ana.post("/login/kept-form", {"throw_away": "1"})["Location"] == "/home"
        assert not KeptForm.objects.exists()
    assert Event.objects.get(action="identity.kept_form_forgotten").details["why"] == "thrown_away"


def test_a_kept_form_is_its_senders_alone_and_for_half_an_hour(ana: Client, family: Family) -> None:
    from tests.domain.identity.people import give_pin

    give_pin(family.ben)
    with minutes(20):
        ana.post("/profile/sign-ins/sign-out-elsewhere", {"note": "Ana’s secret"})
        ben = Client()
        response = ben.post("/login", {"identifier": family.ben.number, "pin": PIN})
        assert response["Location"] == "/home"
        assert ben.get("/login/kept-form")["Location"] == "/home"
    with minutes(51):
        assert ana.post("/login", {"identifier": family.ana.number, "pin": PIN})["Location"] == "/home"


def test_another_sites_form_is_never_kept(family: Family) -> None:
    strict = Client(enforce_csrf_checks=True)
    token = strict.get("/login").cookies["csrftoken"].value
    form = {"identifier": family.ana.number, "pin": PIN, "csrfmiddlewaretoken": token}
    assert strict.post("/login", form).status_code == 302
    with minutes(20):
        assert strict.post("/profile/sign-ins/sign-out-elsewhere", {"note": "forged"}).status_code == 403
        assert not KeptForm.objects.exists()


def test_after_twenty_minutes_something_sensitive_asks_for_the_pin_again(ana: Client, family: Family) -> None:
    ana.get("/home")
    for number in (10, 19):
        with minutes(number):
            ana.post("/session/extend")
    with minutes(19.5):
        assert ana.get("/login/confirm?next=/case").status_code == 200
        wrong = ana.post("/login/confirm", {"pin": "918273", "next": "/case"})
        assert "This is not your PIN" in wrong.content.decode()
        assert ana.post("/login/confirm", {"pin": PIN, "next": "/case"})["Location"] == "/case"


def test_a_stranger_keeps_nothing(client: Client, db: None) -> None:
    assert client.post("/session/keep", {"note": "x", "kept_page": "/case"}).status_code == 302
    assert not KeptForm.objects.exists()


def test_an_unfinished_form_goes_back_to_no_other_site(ana: Client) -> None:
    ana.post("/session/keep", {"note": "x", "kept_page": "https://evil.example/"})
    assert not KeptForm.objects.exists()
