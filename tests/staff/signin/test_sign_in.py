"""The staff's door: who gets through it, and with what."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.rendering import unseal_message
from customer_connect.domain.identity.models import Session
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.staff.signin.forms import current_code
from customer_connect.staff.signin.invitations import invite
from tests.factories import ParticipantFactory, user_of
from tests.staff.doors import PASSWORD, SECRET, at, client_of, staff_member, with_app, with_password

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post(at("account_login"), {"login": email, "password": password})


def give_code(client: Client, code: str):
    return client.post(at("mfa_authenticate"), {"code": code})


@pytest.fixture
def dee():
    staff = with_password(staff_member("Dee"))
    with_app(staff)
    return staff


def test_password_and_code_let_staff_in(client, dee):
    response = sign_in(client, "DEE@agency.example")
    assert response.url == at("mfa_authenticate")
    assert SESSION_KEY not in client.session
    response = give_code(client, current_code(SECRET))
    assert response.url == at("home:home")
    assert "Welcome, Dee" in client.get(at("home:home")).content.decode()
    event = Event.objects.get(action="staff.signed_in")
    assert event.details == {"staff": dee.pk, "methods": ["password", "totp"]}


def test_a_password_alone_opens_nothing(client, dee):
    sign_in(client, dee.email)
    assert client.get(at("home:home")).url.startswith(at("account_login"))


def test_a_code_works_once(client, dee):
    code = current_code(SECRET)
    sign_in(client, dee.email)
    give_code(client, code)
    client.post(at("account_logout"))
    sign_in(client, dee.email)
    assert "This code is not right." in give_code(client, code).content.decode()


def test_wrong_passwords_and_unknown_emails_get_the_same_answer(client, dee):
    wrong = sign_in(client, dee.email, "not the password")
    unknown = sign_in(client, "nobody@agency.example", "not the password")
    for page in (wrong, unknown):
        assert page.status_code == 200
        assert "The email or the password is not right." in page.content.decode()


@pytest.mark.parametrize("email", ["dee@agency.example", "nobody@agency.example"])
def test_wrong_passwords_lock_the_account_known_or_not(client, dee, email):
    for _ in range(agency().sign_in.failures_before_lock):
        sign_in(client, email, "wrong")
    page = sign_in(client, email).content.decode()
    assert "Too many tries. You can try again at" in page


def test_wrong_codes_are_counted_wherever_they_are_typed(client, dee):
    sign_in(client, dee.email)
    for _ in range(agency().sign_in.failures_before_lock):
        give_code(client, "000000")
    assert "Too many tries" in give_code(client, current_code(SECRET)).content.decode()
    assert SESSION_KEY not in client.session


def test_whoever_has_no_second_factor_sets_one_up_before_anything_else(client):
    dee = with_password(staff_member("Dee"))
    assert sign_in(client, dee.email).url == at("home:home")
    assert client.get(at("home:home")).url == at("signin:enrol")
    assert client.get(at("mfa_index")).url == at("signin:enrol")
    assert "Authenticator app" in client.get(at("signin:enrol")).content.decode()
    page = client.get(at("mfa_activate_totp"))
    response = client.post(at("mfa_activate_totp"), {"code": current_code(page.context["form"].secret)})
    assert response.url == at("mfa_view_recovery_codes")
    assert len(client.get(response.url).context["unused_codes"]) == 10
    assert client.get(at("home:home")).status_code == 200
    assert client.get(at("mfa_view_recovery_codes")).context["unused_codes"][0] == "****"


def test_a_session_of_before_the_second_factor_adds_no_other_one(client):
    dee = with_password(staff_member("Dee"))
    sign_in(client, dee.email)
    with_app(dee)
    for name in ("mfa_add_webauthn", "mfa_activate_totp", "account_reauthenticate", "mfa_reauthenticate"):
        for response in (client.get(at(name)), client.post(at(name), {})):
            assert response["Location"] == at("signin:enrol"), name
    assert client.get(at("signin:enrol"))["Location"] == at("account_logout")


def test_the_last_second_factor_stays(dee):
    client = client_of(dee)
    assert "your only second factor" in client.get(at("mfa_deactivate_totp")).content.decode()
    client.post(at("mfa_deactivate_totp"))
    assert dee.user.authenticator_set.count() == 1


def test_secrets_of_authenticator_apps_are_sealed(dee):
    assert SECRET not in str(dee.user.authenticator_set.get().data)


def test_a_new_password_ends_sessions_and_is_told(client, dee):
    there = client_of(dee)
    link = client.get(urlsplit(invite(dee, by=Actor.system("test"))).path)["Location"]
    client.post(
        link, {"new_password1": "five other plain words here", "new_password2": "five other plain words here"}
    )
    assert there.get(at("home:home")).status_code == 302
    news = Delivery.objects.filter(message="staff_security_news").get()
    assert news.address == dee.email
    assert "password" in str(unseal_message(news.message, bytes(news.context_sealed or b"")))


def test_those_who_left_are_out_at_once(dee):
    client = client_of(dee)
    dee.user.is_active = False
    dee.user.save()
    assert client.get(at("home:home"))["Location"].startswith(at("account_login"))
    assert "not right" in sign_in(Client(), dee.email).content.decode()


def test_idle_and_long_sessions_end(dee):
    for minutes, field, reason in ((15, "last_seen_at", "idle"), (12 * 60, "signed_in_at", "absolute")):
        client = client_of(dee)
        row = Session.objects.filter(user=dee.user).latest("last_seen_at")
        setattr(row, field, timezone.now() - timedelta(minutes=minutes, seconds=1))
        row.save()
        response = client.get(at("home:home"))
        assert "timed_out=1" in response["Location"]
        assert "away for a while" in client.get(response["Location"]).content.decode()
        assert Event.objects.filter(action="staff.signed_out").latest("id").details["reason"] == reason


def test_looking_for_news_keeps_no_session_alive_and_asking_for_it_does(dee):
    client = client_of(dee)
    row = Session.objects.get(user=dee.user)
    row.last_seen_at = before = timezone.now() - timedelta(minutes=10)
    row.save()
    assert 290 <= client.get(at("signin:remaining")).json()["seconds_left"] <= 300
    client.get(at("home:home"), headers={"X-Connect-Poll": "1"})
    row.refresh_from_db()
    assert row.last_seen_at == before
    left = client.post(at("signin:extend"), headers={"Accept": "application/json"}).json()["seconds_left"]
    assert left > 890
    assert Client().get(at("signin:remaining")).json() == {"seconds_left": 0}


def test_a_participant_is_nobody_at_the_staffs_door_and_staff_are_nobody_outside(client, dee):
    ana = user_of(ParticipantFactory.create())
    client.force_login(ana)
    assert client.get(at("home:home")).url.startswith(at("account_login"))
    assert client.get("/home").status_code == 200
    staff = client_of(dee)
    assert staff.get("/home")["Location"].startswith("/login")
    assert "Sign out" not in staff.get("/").content.decode()


def test_signing_in_as_one_ends_the_other(client, dee):
    ana = user_of(ParticipantFactory.create())
    client.force_login(ana)
    sign_in(client, dee.email)
    give_code(client, current_code(SECRET))
    assert client.session[SESSION_KEY] == str(dee.pk)
    assert client.get("/home").url.startswith("/login")
    assert not Session.objects.filter(user=ana).exists()


def test_staff_pages_are_never_kept_by_browsers_or_proxies(client, dee):
    for page in (client.get(at("account_login")), client_of(dee).get(at("home:home"))):
        assert "no-store" in page["Cache-Control"]


def test_nobody_signs_up_here(client):
    assert client.get("/staff/sign-up").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404


def test_a_form_that_is_too_old_says_so_in_the_staffs_frame(dee):
    client = Client(enforce_csrf_checks=True)
    page = client.post(at("account_login"), {"login": dee.email, "password": PASSWORD})
    assert page.status_code == 403
    assert "This form is too old" in page.content.decode()


def test_sessions_elsewhere_can_be_ended(dee):
    here, there = client_of(dee), client_of(dee)
    page = here.post(at("signin:end_other_sessions"), follow=True).content.decode()
    assert "Sessions ended elsewhere: 1." in page
    assert there.get(at("home:home")).status_code == 302
    assert here.get(at("home:home")).status_code == 200


@pytest.mark.parametrize("role", StaffRole)
def test_every_role_has_a_first_page(role):
    assert client_of(staff_member("Dee", role)).get(at("home:home")).status_code == 200
