"""Single sign-on: it opens accounts that exist, found by a verified email once and by the subject from then on."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.test import Client, override_settings

from customer_connect.domain.audit.models import Event
from customer_connect.domain.identity.models import User
from customer_connect.staff.signin.forms import current_code
from tests.staff.doors import SECRET, at, staff_member, with_app
from tests.staff.signin.identity_providers import IdentityProvider

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    provider = IdentityProvider()
    app = {
        "provider_id": "sso",
        "name": "County sign-on",
        "client_id": "connect",
        "secret": "s",
        "settings": {"server_url": provider.issuer},
    }
    with override_settings(
        STAFF_SSO_ID="sso",
        STAFF_SSO_NAME="County sign-on",
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}},
    ):
        yield provider
    provider.stop()


def come_back(client: Client, provider: IdentityProvider, **claims):
    """Go to the provider and come back with what it says."""
    provider.claims = claims
    away = client.get(at("openid_connect_login", provider_id="sso"))
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert away["Location"].startswith(f"{provider.issuer}/authorize")
    assert asked["code_challenge_method"] == ["S256"]
    answer = {"code": "c", "state": asked["state"][0]}
    return client.get(at("openid_connect_callback", provider_id="sso"), answer)


def test_it_is_offered_only_where_it_is_set_up(client, provider):
    assert "County sign-on" in client.get(at("account_login")).content.decode()
    with override_settings(STAFF_SSO_ID=""):
        assert "sso" not in client.get(at("account_login")).content.decode()


def test_a_verified_email_opens_the_account_and_then_the_second_step_is_asked(client, provider):
    dee = staff_member("Dee")
    with_app(dee)
    response = come_back(client, provider, sub="77", email="dee@AGENCY.example", email_verified=True)
    assert response["Location"] == at("mfa_authenticate")
    assert SESSION_KEY not in client.session
    client.post(at("mfa_authenticate"), {"code": current_code(SECRET)})
    assert client.get(at("home:home")).status_code == 200
    assert SocialAccount.objects.get().uid == "77"
    assert SocialAccount.objects.get().extra_data == {}


def test_afterwards_the_subject_counts_and_not_the_email(provider):
    dee = staff_member("Dee")
    with_app(dee)
    come_back(Client(), provider, sub="77", email=dee.email, email_verified=True)
    client = Client()
    response = come_back(client, provider, sub="77", email="married@agency.example", email_verified=False)
    assert response["Location"] == at("mfa_authenticate")
    eve = staff_member("Eve")
    other = come_back(Client(), provider, sub="78", email=dee.email, email_verified=False)
    assert other.status_code == 403
    assert not SocialAccount.objects.filter(user=eve.user).exists()


@override_settings(STAFF_SSO_HAS_SECOND_FACTOR=True)
def test_a_provider_that_asks_for_two_factors_is_enough(client, provider):
    staff_member("Dee")
    response = come_back(client, provider, sub="77", email="dee@agency.example", email_verified=True)
    assert response["Location"] == at("home:home")
    assert client.get(at("home:home")).status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "1", "email": "dee@agency.example", "email_verified": False},
        {"sub": "1", "email": "dee@agency.example"},
        {"sub": "1", "email": "nobody@agency.example", "email_verified": True},
        {"sub": "1"},
    ],
    ids=["unverified", "unsaid", "unknown", "no email"],
)
def test_nobody_else_is_let_in_and_no_account_is_made(client, provider, claims):
    staff_member("Dee")
    before = User.objects.count()
    response = come_back(client, provider, **claims)
    assert response.status_code == 403
    assert "Not let in" in response.content.decode()
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()
    assert Event.objects.filter(action="staff.sso_refused").exists()


def test_those_who_left_are_not_let_in(provider):
    dee = staff_member("Dee")
    come_back(Client(), provider, sub="77", email=dee.email, email_verified=True)
    dee.user.is_active = False
    dee.user.save()
    response = come_back(Client(), provider, sub="77", email=dee.email, email_verified=True)
    assert response.status_code == 403


def test_a_provider_that_refuses_lets_nobody_in(client, provider):
    away = client.get(at("openid_connect_login", provider_id="sso"))
    state = parse_qs(urlsplit(away["Location"]).query)["state"][0]
    page = client.get(
        at("openid_connect_callback", provider_id="sso"), {"error": "access_denied", "state": state}
    )
    assert page.status_code in {302, 403}
    assert SESSION_KEY not in client.session
