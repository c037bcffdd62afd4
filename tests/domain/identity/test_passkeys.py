"""Passkeys prove their owner, this site and this moment, or they are refused."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.models import Event
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.actions.change_passkeys import (
    add_passkey,
    remove_passkey,
    rename_passkey,
)
from customer_connect.domain.identity.actions.sign_in_with_passkey import (
    confirm_passkey,
    sign_in_with_passkey,
)
from customer_connect.domain.identity.models import AccountThrottle, Passkey, SignIn, User
from customer_connect.domain.identity.passkey_exceptions import PasskeyKnown, PasskeyRefused, TooManyPasskeys
from customer_connect.domain.identity.passkey_options import options_to_add, options_to_use
from customer_connect.domain.identity.passkey_proofs import passkey_behind
from customer_connect.domain.identity.relying_parties import RelyingParty, relying_party
from tests.authenticators import Authenticator
from tests.domain.identity.people import caller, give_pin
from tests.factories import Family, ana_and_ben

NOON = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _public_url(settings):
    settings.PUBLIC_URL = "http://127.0.0.1:8000"


@pytest.fixture
def family(db) -> Family:
    family = ana_and_ben()
    give_pin(family.ana)
    give_pin(family.ben)
    return family


@pytest.fixture
def ana(family) -> User:
    return User.objects.get(participant=family.ana)


@pytest.fixture
def ben(family) -> User:
    return User.objects.get(participant=family.ben)


def add(user: User, authenticator: Authenticator, name: str = "My phone") -> Passkey:
    options = options_to_add(user)
    answer = authenticator.make(options.json)
    return add_passkey(user=user, name=name, answer=answer, challenge=options.challenge, by=caller())


def sign_in(authenticator: Authenticator) -> User:
    authenticator.count += 1
    options = options_to_use()
    answer = authenticator.use(options.json)
    return sign_in_with_passkey(answer=answer, challenge=options.challenge, by=caller())


@pytest.mark.parametrize(
    ("url", "party"),
    [
        ("https://connect.example.gov", RelyingParty("connect.example.gov", "https://connect.example.gov")),
        (
            "https://connect.example.gov:8443",
            RelyingParty("connect.example.gov", "https://connect.example.gov:8443"),
        ),
        ("http://127.0.0.1:8000", RelyingParty("localhost", "http://localhost:8000")),
    ],
)
def test_a_passkey_belongs_to_the_host_of_the_public_address(settings, url, party):
    settings.PUBLIC_URL = url
    assert relying_party() == party


def test_a_passkey_signs_its_owner_in_and_stands_in_the_history(ana):
    phone = Authenticator()
    add(ana, phone)
    assert sign_in(phone) == ana
    entry = SignIn.objects.get()
    assert (entry.participant, entry.method, entry.outcome) == (ana.participant, "passkey", "signed_in")
    assert Passkey.objects.get().last_used_at is not None


def test_options_name_nobody(ana):
    told = options_to_add(ana).json
    assert ana.participant.last_name not in told
    assert ana.participant.number not in told
    assert json.loads(told)["authenticatorSelection"]["userVerification"] == "required"
    assert json.loads(options_to_use().json)["allowCredentials"] == []


def test_adding_and_removing_are_told_by_email_and_kept_in_the_trail(ana):
    passkey = add(ana, Authenticator())
    rename_passkey(passkey=passkey, name="Old phone", by=caller())
    remove_passkey(passkey=passkey, by=caller())
    assert not Passkey.objects.exists()
    told = Delivery.objects.about(ana.participant).order_by("id")
    assert [delivery.message for delivery in told] == ["passkey_added", "passkey_removed"]
    assert {delivery.address for delivery in told} == {ana.participant.email}
    happened = Event.objects.about(ana.participant_id).values_list("action", flat=True)
    assert {"identity.passkey_added", "identity.passkey_renamed", "identity.passkey_removed"} <= set(happened)


def test_a_passkey_is_added_once(ana, ben):
    phone = Authenticator()
    add(ana, phone)
    with pytest.raises(PasskeyKnown):
        add(ana, phone)
    with pytest.raises(PasskeyKnown):
        add(ben, phone)


def test_nobody_has_more_passkeys_than_the_agency_allows(ana):
    for _ in range(agency().sign_in.passkeys_at_most):
        add(ana, Authenticator())
    with pytest.raises(TooManyPasskeys):
        add(ana, Authenticator())


@pytest.mark.parametrize(
    "cheat",
    [{"verifies": False}, {"origin": "https://phishing.example"}, {"origin": "http://127.0.0.1:8000"}],
)
def test_a_passkey_that_did_not_check_its_owner_or_was_made_elsewhere_is_not_added(ana, cheat):
    with pytest.raises(PasskeyRefused):
        add(ana, Authenticator(**cheat))
    assert not Passkey.objects.exists()


@pytest.mark.parametrize(
    "cheat", [{"verifies": False}, {"origin": "https://phishing.example"}, {"user_handle": b"somebody else"}]
)
def test_a_passkey_that_did_not_check_its_owner_or_was_used_elsewhere_is_refused(ana, cheat):
    phone = Authenticator()
    add(ana, phone)
    for name, value in cheat.items():
        setattr(phone, name, value)
    with pytest.raises(PasskeyRefused):
        sign_in(phone)
    assert Event.objects.filter(action="identity.passkey_refused").exists()


def test_an_answer_to_another_challenge_is_refused(ana):
    phone = Authenticator()
    add(ana, phone)
    phone.count += 1
    answer = phone.use(options_to_use().json)
    with pytest.raises(PasskeyRefused):
        sign_in_with_passkey(answer=answer, challenge=options_to_use().challenge, by=caller())


def test_a_copied_passkey_is_found_out_by_its_count(ana):
    phone = Authenticator(count=10)
    copy = replace(phone)
    add(ana, phone)
    copy.user_handle = phone.user_handle
    sign_in(phone)
    with pytest.raises(PasskeyRefused):
        sign_in(copy)


def test_a_passkey_that_keeps_no_count_may_be_used_again_and_again(ana):
    synced = Authenticator(count=0)
    add(ana, synced)
    for _ in range(2):
        options = options_to_use()
        sign_in_with_passkey(answer=synced.use(options.json), challenge=options.challenge, by=caller())


def test_another_key_under_the_same_name_is_refused(ana):
    phone = Authenticator()
    add(ana, phone)
    forger = Authenticator(credential_id=phone.credential_id, user_handle=phone.user_handle)
    with pytest.raises(PasskeyRefused):
        sign_in(forger)


def test_a_removed_passkey_is_refused(ana):
    phone = Authenticator()
    remove_passkey(passkey=add(ana, phone), by=caller())
    with pytest.raises(PasskeyRefused):
        sign_in(phone)


def test_a_passkey_is_the_way_in_while_somebody_keeps_the_pin_locked(ana):
    phone = Authenticator()
    add(ana, phone)
    throttle = AccountThrottle.objects.create(key=_key_of(ana), participant=ana.participant)
    throttle.locked_until = timezone.now() + timedelta(minutes=15)
    throttle.disabled_at = timezone.now()
    throttle.save()
    assert sign_in(phone) == ana


def test_a_passkey_does_not_let_in_who_may_not_sign_in(ana):
    phone = Authenticator()
    add(ana, phone)
    User.objects.update(is_active=False)
    with pytest.raises(PasskeyRefused):
        sign_in(phone)


def test_a_second_factor_is_the_users_own_passkey(ana, ben):
    phone = Authenticator()
    add(ana, phone)
    phone.count += 1
    options = options_to_use(ana)
    answer = phone.use(options.json)
    with pytest.raises(PasskeyRefused):
        confirm_passkey(user=ben, answer=answer, challenge=options.challenge, by=caller())
    confirm_passkey(user=ana, answer=answer, challenge=options.challenge, by=caller())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "id": JSON,
        "rawId": JSON,
        "type": st.just("public-key") | JSON,
        "response": st.fixed_dictionaries(
            {},
            optional={
                "clientDataJSON": JSON,
                "authenticatorData": JSON,
                "signature": JSON,
                "userHandle": JSON,
                "attestationObject": JSON,
                "transports": JSON,
            },
        ),
    },
)


@pytest.mark.django_db
@given(answer=st.text(max_size=40) | JSON.map(json.dumps) | ANSWERS.map(json.dumps))
def test_whatever_a_browser_sends_is_refused_and_breaks_nothing(answer):
    with pytest.raises(PasskeyRefused):
        passkey_behind(answer)
    with pytest.raises(PasskeyRefused):
        add_passkey(user=User(pk=1), name="x", answer=answer, challenge=b"challenge", by=caller())


def _key_of(user: User) -> bytes:
    from customer_connect.domain.identity.accounts import account_of

    assert user.participant is not None
    return account_of(user.participant).key
