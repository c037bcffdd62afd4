"""After a key was added to the ring, `./connect reseal` makes the old one superfluous."""

from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from customer_connect.core import resealing
from customer_connect.core.resealing import all_columns, reseal
from customer_connect.core.sealing import key_name_of
from customer_connect.domain.cases.models import Participant
from tests.factories import ana_and_ben

pytestmark = pytest.mark.django_db


def test_every_sealed_column_is_listed() -> None:
    sealed = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name.endswith("_sealed")
    }
    assert {str(column) for column in all_columns()} == sealed


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


def test_what_no_key_opens_is_told(settings: Any) -> None:
    ana_and_ben()
    settings.SEALING_KEYS = {"another": b"a" * 32}
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("reseal", stdout=StringIO())
