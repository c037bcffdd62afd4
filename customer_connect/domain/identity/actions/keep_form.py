"""Keeping what somebody had typed when their session ended."""

import json
import re
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from customer_connect.core.sealing import seal, unseal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.identity.models import KeptForm, User
from customer_connect.domain.identity.models.kept_forms import KEPT_FOR

AT_MOST_BYTES = 60_000
# Whoever is asked for one of these types it again. Files are not kept either.
SECRET_WORDS = {"pin", "ssn", "itin", "password", "secret", "token", "social", "csrfmiddlewaretoken"}
SECRET_NAMES = {"code", "identifier"}

Fields = list[tuple[str, str]]


class FormNotKept(Exception):
    """The form holds nothing that can be kept, or too much."""


@transaction.atomic
def keep_form(
    *, user_id: int, path: str, fields: Iterable[tuple[str, str]], is_late: bool = False, by: Actor
) -> KeptForm:
    """Seal a form for its sender, without its secret fields, in place of one kept before.

    One that `is_late` comes from the browser of a session that has ended, and takes the place of none: who is at that
    browser is not known any more. Raises FormNotKept.
    """
    kept = [(name, value) for name, value in fields if not is_secret(name)]
    text = json.dumps(kept)
    if not kept or len(text) > AT_MOST_BYTES or len(path) > 300:
        raise FormNotKept
    user = User.objects.get(pk=user_id)
    now = timezone.now()
    if is_late and KeptForm.objects.visible_to(user, now).exists():
        raise FormNotKept
    KeptForm.objects.filter(user=user).delete()
    KeptForm.objects.filter(kept_at__lt=now - KEPT_FOR).delete()
    form = KeptForm.objects.create(
        user=user, path=path, sealed=seal(text, purpose=_purpose(user_id)), kept_at=now
    )
    record("identity.form_kept", by=by, participant_id=user.participant_id, path=path)
    return form


def fields_of(form: KeptForm) -> Fields:
    """Return the names and values of a kept form. Raises CannotOpen."""
    return [
        (name, value)
        for name, value in json.loads(unseal(bytes(form.sealed), purpose=_purpose(form.user_id)))
    ]


@transaction.atomic
def forget_form(*, user: User, why: str, by: Actor) -> None:
    """Forget what is kept of the user's: it was sent, given back to its page, thrown away, or cannot be opened."""
    KeptForm.objects.filter(user=user).delete()
    record("identity.kept_form_forgotten", by=by, participant_id=user.participant_id, why=why)


def is_secret(name: str) -> bool:
    """Tell by its name whether a field must never be kept."""
    lowered = name.casefold()
    return lowered in SECRET_NAMES or not SECRET_WORDS.isdisjoint(re.split(r"[^a-z]+", lowered))


def _purpose(user_id: int) -> str:
    return f"kept-form:{user_id}"
