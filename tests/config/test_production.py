"""What production does where nobody says otherwise."""

import os
import subprocess
import sys

SECRETS = {
    "CONNECT_SECRET_KEY": "x" * 50,
    "CONNECT_SEALING_KEYS": '{"a": "ZGVtby1vbmx5LXNlYWxpbmcta2V5LW9mLTMyLWJ5dGU="}',
    "CONNECT_BLIND_INDEX_KEY": "ZGVtby1vbmx5LWJsaW5kLWluZGV4LWtleS0zMi1ieXQ=",
    "CONNECT_PIN_PEPPER": "ZGVtby1vbmx5LXBpbi1wZXBwZXIta2V5LTMyLWJ5dGU=",
    "CONNECT_EMAIL_PASSWORD": "x",
}


def setting(name: str, **environment: str) -> str:
    """Return a setting as a fresh process reads it."""
    bare = {key: value for key, value in os.environ.items() if not key.startswith("CONNECT_")}
    command = f"from config import settings; print(settings.{name})"
    done = subprocess.run(
        [sys.executable, "-c", command], env=bare | environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_emails_with_pins_are_kept_as_files_in_the_demo_only() -> None:
    production = {"CONNECT_ENVIRONMENT": "production", **SECRETS}
    assert setting("EMAIL_BACKEND").endswith(".filebased.EmailBackend")
    assert setting("EMAIL_BACKEND", **production).endswith(".smtp.EmailBackend")
