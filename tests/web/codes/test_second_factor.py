"""Where the agency asks for a second factor, a PIN alone opens nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as project_settings
from django.test import Client
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.actions.issue_temporary_pin import issue_temporary_pin
from customer_connect.domain.identity.actions.note_emails import note_emails
from customer_connect.domain.identity.models import OneTimeCode, Passkey, SignIn, TemporaryPin, User
from customer_connect.web.codes.proofs import SECOND_FACTOR_AT
from tests.authenticators import Authenticator
from tests.domain.identity.people import COMMAND, NEW, PIN, give_pin
from tests.factories import Family, ana_and_ben
from tests.outbox import sent_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    family = ana_and_ben()
    give_pin(family.ana)
    give_pin(family.ben)
    note_emails()
    return family


def ask_for_second_factor(settings, mode: str) -> None:
    in_force = agency()
    settings.AGENCY = replace(in_force, sign_in=replace(in_force.sign_in, second_factor=mode))
    settings.PUBLIC_URL = "http://127.0.0.1:8000"


@pytest.fixture
def everyone(settings, family: Family) -> Family:
    ask_for_second_factor(settings, "everyone")
    return family


@pytest.fixture
def changes(settings, family: Family) -> Family:
    ask_for_second_factor(settings, "changes")
    return family


def give_pin_at_login(client: Client, family: Family, next_path: str = "") -> str:
    form = {"identifier": family.ana.number, "pin": PIN, "next": next_path}
    return client.post("/login", form)["Location"]


def is_signed_in(client: Client) -> bool:
    return client.get("/profile/sign-ins").status_code == 200


def test_nobody_is_asked_where_the_agency_does_not(client: Client, family: Family) -> None:
    assert give_pin_at_login(client, family) == "/home"
    assert client.get("/profile/passkeys/add").status_code == 200


def test_after_the_pin_nobody_is_in_before_the_code(client: Client, everyone: Family) -> None:
    assert give_pin_at_login(client, everyone) == "/login/code"
    assert not is_signed_in(client)
    page = client.get("/login/code").content.decode()
    assert everyone.ana.email not in page
    assert f"{everyone.ana.email[0]}•••@example.org" in page
    assert client.post("/login/code", {"code": sent_code()})["Location"] == "/home"
    assert is_signed_in(client)
    newest = SignIn.objects.visible_to(everyone.ana).newest_first()
    assert [(entry.outcome, entry.second_factor) for entry in newest] == [("signed_in", "code"), ("half", "")]


def test_the_page_asked_for_is_shown_in_the_end(client: Client, everyone: Family) -> None:
    give_pin_at_login(client, everyone, next_path="/profile/passkeys")
    assert client.post("/login/code", {"code": sent_code()})["Location"] == "/profile/passkeys"


def test_a_wrong_code_says_how_many_tries_are_left(client: Client, everyone: Family) -> None:
    give_pin_at_login(client, everyone)
    wrong = f"{(int(sent_code()) + 1) % 1_000_000:06d}"
    page = client.post("/login/code", {"code": wrong}).content.decode()
    assert "4 more tries" in page
    assert wrong in page
    for _ in range(4):
        page = client.post("/login/code", {"code": wrong}).content.decode()
    assert "no longer works" in page
    assert not is_signed_in(client)
    client.post("/login/code", {"code": sent_code()})
    assert not is_signed_in(client)


def test_a_code_works_only_where_the_pin_was_given(client: Client, everyone: Family) -> None:
    give_pin_at_login(client, everyone)
    code = sent_code()
    OneTimeCode.objects.update(sent_at=timezone.now() - timedelta(minutes=5))
    thief = Client()
    give_pin_at_login(thief, everyone)
    OneTimeCode.objects.update(cancelled_at=None)
    OneTimeCode.objects.exclude(pk=OneTimeCode.objects.earliest("sent_at").pk).delete()
    thief.post("/login/code", {"code": code})
    assert not is_signed_in(thief)
    client.post("/login/code", {"code": code})
    assert is_signed_in(client)


def test_nobody_gets_to_the_second_step_without_the_first(client: Client, everyone: Family) -> None:
    assert client.get("/login/code")["Location"] == "/login"
    assert client.post("/login/code/send")["Location"] == "/login"
    assert client.post("/login/code/passkey")["Location"] == "/login"
    assert not Delivery.objects.exists()


def test_a_half_sign_in_ends_with_the_sessions_of_the_old_pin(client: Client, everyone: Family) -> None:
    give_pin_at_login(client, everyone)
    User.objects.get(participant=everyone.ana).end_other_sessions()
    assert client.get("/login/code")["Location"] == "/login"


def test_another_code_can_be_asked_for_after_half_a_minute(client: Client, everyone: Family) -> None:
    give_pin_at_login(client, everyone)
    page = client.post("/login/code/send", follow=True).content.decode()
    assert "on its way" in page
    OneTimeCode.objects.update(sent_at=timezone.now() - timedelta(seconds=31))
    client.post("/login/code/send")
    assert OneTimeCode.objects.count() == 2
    client.post("/login/code", {"code": sent_code()})
    assert is_signed_in(client)


@pytest.mark.parametrize("which", ["1", "-1", "99", "x"])
def test_a_code_goes_to_no_address_but_the_persons_own(client: Client, everyone: Family, which: str) -> None:
    give_pin_at_login(client, everyone)
    OneTimeCode.objects.update(sent_at=timezone.now() - timedelta(seconds=31))
    client.post("/login/code/send", {"which": which})
    assert OneTimeCode.objects.count() == 1


def test_no_code_goes_to_an_email_that_was_changed_lately(client: Client, everyone: Family) -> None:
    everyone.ana.email = "new@example.org"
    everyone.ana.save()
    give_pin_at_login(client, everyone)
    page = client.get("/login/code").content.decode()
    assert "We cannot send you a code yet" in page
    assert "866-901-3212" in page
    assert not Delivery.objects.filter(message="one_time_code").exists()
    assert not is_signed_in(client)


def test_a_temporary_pin_and_a_code_lead_to_choosing_a_pin(client: Client, everyone: Family) -> None:
    give_pin(everyone.ana, is_temporary=True)
    give_pin_at_login(client, everyone)
    assert client.post("/login/code", {"code": sent_code()})["Location"] == "/login/new-pin"


def test_a_session_from_before_the_agency_asked_is_asked_now(
    client: Client, family: Family, settings
) -> None:
    give_pin_at_login(client, family)
    ask_for_second_factor(settings, "everyone")
    assert client.get("/profile/sign-ins")["Location"].startswith("/profile/second-step?next=")
    client.post("/profile/second-step/send")
    client.post("/profile/second-step", {"code": sent_code()})
    assert is_signed_in(client)


def with_passkey(family: Family) -> Authenticator:
    """Give Ana a passkey."""
    phone = Authenticator()
    client = Client()
    client.force_login(
        User.objects.get(participant=family.ana), backend=project_settings.AUTHENTICATION_BACKENDS[0]
    )
    session = client.session
    session["signed_in_at"] = session[SECOND_FACTOR_AT] = timezone.now().timestamp()
    session.save()
    options = client.post("/profile/passkeys/options").content.decode()
    client.post("/profile/passkeys/add", {"name": "x", "answer": phone.make(options)})
    assert Passkey.objects.exists()
    return phone


def test_a_passkey_is_a_second_factor(client: Client, everyone: Family) -> None:
    phone = with_passkey(everyone)
    give_pin_at_login(client, everyone)
    assert not OneTimeCode.objects.exists()
    phone.count += 1
    options = client.post("/login/passkey/options").content.decode()
    assert "allowCredentials" in options
    done = client.post("/login/code/passkey", {"answer": phone.use(options)})
    assert done["Location"] == "/home"
    assert is_signed_in(client)
    assert SignIn.objects.visible_to(everyone.ana).newest_first()[0].second_factor == "passkey"


def test_a_passkey_alone_is_both_factors(client: Client, everyone: Family) -> None:
    phone = with_passkey(everyone)
    phone.count += 1
    answer = phone.use(client.post("/login/passkey/options").content.decode())
    client.post("/login/passkey", {"answer": answer})
    assert is_signed_in(client)
    assert client.get("/profile/passkeys/add").status_code == 200


def test_a_refused_passkey_leaves_the_other_ways_open(client: Client, everyone: Family) -> None:
    with_passkey(everyone)
    give_pin_at_login(client, everyone)
    page = client.post("/login/code/passkey", {"answer": "nonsense"}, follow=True).content.decode()
    assert "not accepted" in page
    assert "Send a code to" in page


def test_changes_ask_for_a_second_factor_and_reading_does_not(client: Client, changes: Family) -> None:
    assert give_pin_at_login(client, changes) == "/home"
    assert is_signed_in(client)
    asked = client.get("/profile/passkeys/add")["Location"]
    assert asked == "/profile/second-step?next=%2Fprofile%2Fpasskeys%2Fadd"
    assert "Send a code to" in client.get(asked).content.decode()
    client.post("/profile/second-step/send", {"next": "/profile/passkeys/add"})
    done = client.post("/profile/second-step", {"code": sent_code(), "next": "/profile/passkeys/add"})
    assert done["Location"] == "/profile/passkeys/add"
    assert client.get("/profile/passkeys/add").status_code == 200


def test_a_second_factor_for_changes_is_good_for_a_while(client: Client, changes: Family) -> None:
    give_pin_at_login(client, changes)
    session = client.session
    session[SECOND_FACTOR_AT] = timezone.now().timestamp() - 19 * 60
    session.save()
    assert client.get("/profile/passkeys/add").status_code == 200
    session[SECOND_FACTOR_AT] = timezone.now().timestamp() - 21 * 60
    session.save()
    assert client.get("/profile/passkeys/add").status_code == 302


def test_a_code_for_signing_in_is_no_code_for_changes(client: Client, changes: Family) -> None:
    give_pin_at_login(client, changes)
    client.post("/profile/second-step/send")
    OneTimeCode.objects.update(purpose="sign_in")
    page = client.post("/profile/second-step", {"code": sent_code()}).content.decode()
    assert "no longer works" in page


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_the_pages_speak_both_languages(client: Client, everyone: Family, prefix: str) -> None:
    client.post(f"{prefix}/login", {"identifier": everyone.ana.number, "pin": PIN})
    page = client.get(f"{prefix}/login/code")
    assert page.status_code == 200
    assert Delivery.objects.get(message="one_time_code").language == (prefix[1:] or "en")


def sign_in_with_emailed_pin(client: Client, family: Family) -> str:
    end = timezone.now() + timedelta(days=1)
    pin = issue_temporary_pin(participant=family.ana, expires_at=end, sent_by=Channel.EMAIL, by=COMMAND)
    return client.post("/login", {"identifier": family.ana.number, "pin": pin})["Location"]


def test_a_pin_and_a_code_from_one_mailbox_change_nothing(client: Client, changes: Family) -> None:
    assert sign_in_with_emailed_pin(client, changes) == "/login/new-pin"
    client.post("/login/new-pin", {"new_pin": NEW, "confirm_new_pin": NEW})
    page = client.get("/profile/update/address", follow=True).content.decode()
    assert "Your PIN came by email a short time ago" in page
    assert "Send a code" not in page
    client.post("/profile/second-step/send", {"which": "0"})
    assert not OneTimeCode.objects.exists()
    assert client.get("/home").status_code == 200
    assert "Su PIN llegó por correo electrónico" in client.get("/es/profile/second-step").content.decode()


def test_a_newer_letter_makes_no_emailed_pin_a_mailed_one(client: Client, everyone: Family) -> None:
    user = User.objects.get(participant=everyone.ana)
    Passkey.objects.create(
        user=user, name="x", credential_id=b"1", public_key=b"2", sign_count=0, added_at=timezone.now()
    )
    assert sign_in_with_emailed_pin(client, everyone) == "/login/code"
    TemporaryPin.objects.update(sent_by=Channel.LETTER)
    client.post("/login/code/send", {"which": "0"})
    assert not OneTimeCode.objects.exists()
