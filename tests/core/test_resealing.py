"""After a key was added to the ring, `./connect reseal` makes the old one superfluous."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.apps import apps
from django.core.management import CommandError, call_command

from customer_connect.core import resealing
from customer_connect.core.resealing import all_columns, reseal
from customer_connect.core.sealing import key_name_of
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.models import Attachment
from tests.factories import UserFactory, ana_and_ben

pytestmark = pytest.mark.django_db


def test_every_sealed_column_is_listed() -> None:
    sealed = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name.endswith("_sealed")
    }
    others = {"mfa.Authenticator.data"}
    assert {str(column) for column in all_columns()} == sealed | others


def test_all_is_sealed_with_the_newest_key_and_opens_without_the_old_one(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "ROWS_AT_ONCE", 1)
    family = ana_and_ben()
    sealed = Participant.objects.exclude(ssn_sealed=None).count()
    settings.SEALING_KEYS = {**settings.SEALING_KEYS, "next": b"n" * 32}
    next(reseal(all_columns()[0]))  # and stopped after one row
    out = StringIO()
    call_command("reseal", stdout=out)
    assert f"cases.Participant.ssn_sealed: {sealed} seen, {sealed - 1} sealed anew, 0 not" in out.getvalue()
    settings.SEALING_KEYS = {"next": b"n" * 32}
    ana = Participant.objects.get(pk=family.ana.pk)
    assert ana.ssn_sealed is not None
    assert key_name_of(bytes(ana.ssn_sealed)) == "next"
    assert ana.ssn_last_four == "1234"


def test_staffs_authenticator_secrets_are_sealed_anew(settings: Any) -> None:
    user = UserFactory.create(participant=None, username="dee")
    ring = settings.SEALING_KEYS
    app = Authenticator.objects.create(user=user, type="totp", data={"secret": encrypt("GEZDGNBV")})
    codes = {"seed": encrypt("c0ffee"), "used_mask": 5}
    recovery = Authenticator.objects.create(user=user, type="recovery_codes", data=codes)
    passkey = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Key", "credential": {}})
    settings.SEALING_KEYS = {**ring, "next": b"n" * 32}
    call_command("reseal", stdout=StringIO())
    settings.SEALING_KEYS = {"next": b"n" * 32}
    for authenticator in (app, recovery, passkey):
        authenticator.refresh_from_db()
    assert decrypt(app.data["secret"]) == "GEZDGNBV"
    assert decrypt(recovery.data["seed"]) == "c0ffee"
    assert recovery.data["used_mask"] == 5
    assert passkey.data == {"name": "Key", "credential": {}}


def test_attached_files_are_sealed_anew(settings: Any, tmp_path: Path) -> None:
    settings.ATTACHMENTS_FOLDER = tmp_path
    kept = Attachment(stored_name="ab12")
    vault.put(kept, b"%PDF")
    (tmp_path / "ab" / "cd34.part").write_bytes(b"unfinished")
    os.utime(tmp_path / "ab" / "ab12", (1_000_000_000, 1_000_000_000))
    settings.SEALING_KEYS = {**settings.SEALING_KEYS, "next": b"n" * 32}
    out = StringIO()
    call_command("reseal", stdout=out)
    assert "attachments: 1 seen, 1 sealed anew, 0 not" in out.getvalue()
    call_command("reseal", stdout=out)
    assert "attachments: 1 seen, 0 sealed anew, 0 not" in out.getvalue()
    settings.SEALING_KEYS = {"next": b"n" * 32}
    assert vault.content_of(kept) == b"%PDF"
    assert (tmp_path / "ab" / "ab12").stat().st_mtime == 1_000_000_000, "as old as it was"
    settings.SEALING_KEYS = {"another": b"a" * 32}
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("reseal", stdout=StringIO())


def test_what_no_key_opens_is_told(settings: Any) -> None:
    ana_and_ben()
    settings.SEALING_KEYS = {"another": b"a" * 32}
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("reseal", stdout=StringIO())
