"""What production does where nobody says otherwise."""

import os
import subprocess
import sys

import pytest

SECRETS = {
    "CONNECT_SECRET_KEY": "x" * 50,
    "CONNECT_SEALING_KEYS": '{"a": "ZGVtby1vbmx5LXNlYWxpbmcta2V5LW9mLTMyLWJ5dGU="}',
    "CONNECT_AUDIT_KEYS": '{"a": "ZGVtby1vbmx5LXNlYWxpbmcta2V5LW9mLTMyLWJ5dGU="}',
    "CONNECT_BLIND_INDEX_KEY": "ZGVtby1vbmx5LWJsaW5kLWluZGV4LWtleS0zMi1ieXQ=",
    "CONNECT_PIN_PEPPER": "ZGVtby1vbmx5LXBpbi1wZXBwZXIta2V5LTMyLWJ5dGU=",
    "CONNECT_EMAIL_PASSWORD": "x",
}

PRODUCTION = {"CONNECT_ENVIRONMENT": "production", "CONNECT_PUBLIC_URL": "https://connect.example", **SECRETS}


def setting(name: str, **environment: str) -> str:
    """Return a setting as a fresh process reads it."""
    bare = {key: value for key, value in os.environ.items() if not key.startswith("CONNECT_")}
    command = f"from config import settings; print(settings.{name})"
    done = subprocess.run(
        [sys.executable, "-c", command], env=bare | environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_emails_with_pins_are_kept_as_files_in_the_demo_only() -> None:
    assert setting("EMAIL_BACKEND").endswith(".filebased.EmailBackend")
    assert setting("EMAIL_BACKEND", **PRODUCTION).endswith(".smtp.EmailBackend")


def refusal(**environment: str) -> str:
    """Return why the settings refuse to load."""
    with pytest.raises(subprocess.CalledProcessError) as caught:
        setting("DEBUG", **environment)
    return str(caught.value.stderr)


def test_the_demos_public_keys_are_not_for_hosts_that_others_can_reach() -> None:
    assert "CONNECT_ENVIRONMENT=production" in refusal(CONNECT_HOSTS="127.0.0.1,connect.example")


def test_production_needs_keys_of_its_own_and_an_address_that_emails_can_link_to() -> None:
    assert "CONNECT_SECRET_KEY" in refusal(CONNECT_ENVIRONMENT="production")
    assert "CONNECT_PUBLIC_URL" in refusal(**{**PRODUCTION, "CONNECT_PUBLIC_URL": "http://connect.example"})
    assert setting("IS_PRODUCTION", **PRODUCTION) == "True"
