"""Single sign-on: it opens accounts that exist, found by a verified email once and by the subject from then on.

Where the agency has it say so, it also says what somebody is and in which office.
"""

from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.core.management import call_command
from django.test import Client, override_settings

from customer_connect.domain.audit.models import Event
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.rendering import unseal_message
from customer_connect.domain.identity.models import User
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.staff.signin.checks import claim_rules_can_be_used
from customer_connect.staff.signin.forms import current_code
from tests.factories import OfficeFactory
from tests.staff.doors import PASSWORD, SECRET, at, staff_member, with_app, with_password
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


def come_back(client: Client, provider: IdentityProvider, *, onward: str = "", **claims):
    """Go to the provider and come back with what it says."""
    provider.claims = claims
    away = client.get(at("openid_connect_login", provider_id="sso"), {"next": onward} if onward else {})
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
def test_whoever_gets_anothers_email_at_the_provider_does_not_get_their_account(provider):
    dee, newcomer = staff_member("Dee"), Client()
    come_back(Client(), provider, sub="77", email=dee.email, email_verified=True)
    assert come_back(newcomer, provider, sub="78", email=dee.email, email_verified=True).status_code == 403
    assert SESSION_KEY not in newcomer.session
    assert SocialAccount.objects.get().uid == "77"
    call_command("staff", "disconnect", dee.email, stdout=StringIO())
    assert come_back(newcomer, provider, sub="78", email=dee.email, email_verified=True).status_code == 302


def test_the_first_time_is_told_by_email(provider):
    dee = staff_member("Dee")
    with_app(dee)
    for _ in range(2):
        come_back(Client(), provider, sub="77", email=dee.email, email_verified=True)
    news = Delivery.objects.get(message="staff_security_news")
    assert news.address == dee.email
    assert "single sign-on" in str(unseal_message(news.message, bytes(news.context_sealed or b"")))


@override_settings(STAFF_SSO_HAS_SECOND_FACTOR=True)
def test_a_provider_that_asks_for_two_factors_is_enough(client, provider):
    staff_member("Dee")
    response = come_back(client, provider, sub="77", email="dee@agency.example", email_verified=True)
    assert response["Location"] == at("home:home")
    assert client.get(at("home:home")).status_code == 200


@override_settings(STAFF_SSO_HAS_SECOND_FACTOR=True)
@pytest.mark.parametrize(
    ("onward", "arrives"), [("/staff/people", "/staff/people"), ("https://evil.example/", "/staff/")]
)
def test_whoever_was_on_the_way_somewhere_arrives_there(client, provider, onward, arrives):
    staff_member("Dee")
    page = client.get(at("account_login"), {"next": onward}).content.decode()
    assert f"/staff/sign-in/sso/sso?next={quote(onward, safe='')}" in page
    claims: dict[str, Any] = {"sub": "77", "email": "dee@agency.example", "email_verified": True}
    assert come_back(client, provider, onward=onward, **claims)["Location"] == arrives


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


def rules(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "roles.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def offices():
    return OfficeFactory.create_batch(2)


@pytest.fixture
def claimed(tmp_path, offices, provider):
    """Have roles and offices come from the provider."""
    file = rules(
        tmp_path,
        f"""
        claim = "realm_access.roles"
        [roles]
        "cc supervisors" = "supervisor"
        "cc caseworkers" = "caseworker"
        "cc auditors" = "auditor"
        [offices]
        "cc one" = {offices[0].pk}
        "cc two" = {offices[1].pk}
        "cc gone" = 999999
        "cc everywhere" = "every"
        """,
    )
    with override_settings(STAFF_SSO_ROLES=str(file)):
        yield


def come_with(provider: IdentityProvider, *values: str, client: Client | None = None, **more: object):
    """Come back from the provider as Dee, who has these values there."""
    claims: dict[str, Any] = {"sub": "77", "email": "dee@agency.example", "email_verified": True, **more}
    return come_back(client or Client(), provider, **claims, realm_access={"roles": list(values)})


def test_the_provider_says_at_each_sign_in_what_somebody_is_and_where(claimed, provider, offices):
    one, two = offices
    dee = staff_member("Dee", StaffRole.AGENT)
    steps = [
        (["cc caseworkers", "cc one", "other things"], StaffRole.CASEWORKER, one),
        (["cc caseworkers", "cc two"], StaffRole.CASEWORKER, two),
        (["cc caseworkers", "cc supervisors", "cc two"], StaffRole.SUPERVISOR, two),
        (["cc supervisors", "cc everywhere"], StaffRole.SUPERVISOR, None),
        (["cc auditors"], StaffRole.AUDITOR, None),
    ]
    for values, role, office in steps:
        assert come_with(provider, *values).status_code == 302
        dee.refresh_from_db()
        assert (dee.role, dee.office) == (role, office)
    come_with(provider, "cc auditors")
    placed = Event.objects.filter(action="staff.placed").order_by("pk")
    assert len(placed) == len(steps)
    assert placed[0].details == {
        "staff": dee.pk,
        "before": {"role": "agent", "office": None},
        "after": {"role": "caseworker", "office": one.pk},
    }
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], "no_role"),
        (["cc one"], "no_role"),
        (["cc caseworkers"], "no_office"),
        (["cc supervisors"], "no_office"),
        (["cc caseworkers", "cc everywhere"], "no_office"),
        (["cc supervisors", "cc gone"], "unknown_office"),
    ],
    ids=lambda value: " + ".join(value) if isinstance(value, list) else value,
)
@override_settings(STAFF_SSO_HAS_SECOND_FACTOR=True)
def test_whoever_has_no_place_any_more_is_out(claimed, provider, offices, values, reason):
    dee, browser = staff_member("Dee"), Client()
    come_with(provider, "cc caseworkers", "cc one", client=browser)
    assert browser.get(at("home:home")).status_code == 200
    page = come_with(provider, *values)
    assert page.status_code == 403
    assert "gives you no role or office here" in page.content.decode()
    assert browser.get(at("home:home"))["Location"].startswith(at("account_login"))
    assert Event.objects.get(action="staff.sso_refused").details == {"staff": dee.pk, "reason": reason}
    come_with(provider, "cc caseworkers", "cc one", client=browser)
    assert browser.get(at("home:home")).status_code == 200


def test_whoever_has_no_place_at_first_is_not_connected(claimed, provider):
    staff_member("Dee")
    assert come_with(provider).status_code == 403
    assert not SocialAccount.objects.exists()


def test_whose_role_comes_from_the_provider_has_no_other_way_in(claimed, provider, client):
    dee = with_password(staff_member("Dee"))
    with_app(dee)
    signing_in = {"login": dee.email, "password": PASSWORD}
    assert client.post(at("account_login"), signing_in)["Location"] == at("mfa_authenticate")
    come_with(provider, "cc auditors")
    page = Client().post(at("account_login"), signing_in)
    assert page.status_code == 403
    assert "Your role comes from single sign-on" in page.content.decode()
    with override_settings(STAFF_SSO_ROLES=""):
        assert Client().post(at("account_login"), signing_in).status_code == 302
    call_command("staff", "disconnect", dee.email, stdout=StringIO())
    assert Client().post(at("account_login"), signing_in).status_code == 302


def test_without_offices_in_the_rules_offices_stay_ours(tmp_path, provider, offices):
    file = rules(tmp_path, 'claim = "groups"\n[roles]\nlead = "supervisor"\nworker = "caseworker"')
    dee, eve = staff_member("Dee", office=offices[0]), staff_member("Eve")
    with override_settings(STAFF_SSO_ROLES=str(file)):
        come_back(Client(), provider, sub="77", email=dee.email, email_verified=True, groups="lead")
        # Eve has no office: as a supervisor she would suddenly see every one.
        refused = come_back(Client(), provider, sub="78", email=eve.email, email_verified=True, groups="lead")
    dee.refresh_from_db()
    eve.refresh_from_db()
    assert (dee.role, dee.office) == (StaffRole.SUPERVISOR, offices[0])
    assert refused.status_code == 403
    assert eve.role == StaffRole.CASEWORKER


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("claim = ", "cannot be read"),
        ('claim = "groups"', "needs claim"),
        ('[roles]\nx = "agent"', "needs claim"),
        ('claim = "groups"\n[roles]\nx = "boss"', "'boss' is no role"),
        ('claim = "groups"\n[roles]\nx = "agent"\n[offices]', "at least one line"),
        ('claim = "groups"\n[roles]\nx = "agent"\n[offices]\ny = "12"', "'12' is no office"),
        ('claim = "groups"\n[role]\nx = "agent"', "has role"),
    ],
)
def test_rules_that_cannot_be_used_are_told_before_anybody_signs_in(tmp_path, provider, text, problem):
    with override_settings(STAFF_SSO_ROLES=str(rules(tmp_path, text))):
        (error,) = claim_rules_can_be_used()
    assert problem in error.msg


def test_rules_without_a_provider_are_told_too(tmp_path):
    with override_settings(STAFF_SSO_ROLES="/nowhere", STAFF_SSO_ID=""):
        assert [error.id for error in claim_rules_can_be_used()] == ["staff.E001"]


def test_a_provider_that_never_says_verified_can_be_trusted_with_emails(provider):
    dee = staff_member("Dee")
    with_app(dee)
    with override_settings(STAFF_SSO_TRUSTS_EMAILS=True):
        denied = come_back(Client(), provider, sub="1", email=dee.email, email_verified=False)
        assert denied.status_code == 403
        assert come_back(Client(), provider, sub="1", email=dee.email).status_code == 302


def test_verified_is_what_the_provider_says_not_any_word(provider):
    staff_member("Dee")
    word = come_back(Client(), provider, sub="1", email="dee@agency.example", email_verified="false")
    assert word.status_code == 403
