"""What a kept form would send, as its owner reads it before they send it.

A view whose form may be sent late says which form it is; of any other a kept form only leads back to its page:

    @kept_as(lambda participant, data, **kwargs: AddressForm(data))
    def address(request): …

A view whose form takes files says too what becomes of those that come late, and shows its form again, with all that
was typed and no complaints, when `step=attach` is sent with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.actions.keep_form import Fields
from customer_connect.web.requests import View

FormOf = Callable[..., forms.Form]


@dataclass(frozen=True)
class KeptValue:
    """One field: its label, and what was typed or chosen."""

    label: str
    texts: list[str]


@dataclass(frozen=True)
class KeptValues:
    """All that would be sent: to read, and as it goes. Nothing goes that is not shown, but the form's own number."""

    shown: list[KeptValue]
    fields: Fields


@dataclass(frozen=True)
class KeptFile:
    """One file that came with a kept form. `size` in bytes."""

    name: str
    kind: str
    size: int


class KeptFiles(Protocol):
    """What becomes of the files of late forms; each function is told the fields that came with them."""

    def keep(
        self, participant: Participant, fields: Fields, uploads: "list[UploadedFile[Any]]", *, by: Actor
    ) -> None:
        """Keep those that can be kept."""

    def listed(self, participant: Participant, fields: Fields) -> list[KeptFile]:
        """Return what is kept."""

    def fetch(self, participant: Participant, fields: Fields, *, by: Actor) -> None:
        """Put them onto the form: their owner goes on with it."""

    def drop(self, participant: Participant, fields: Fields, *, by: Actor) -> None:
        """Delete them: their owner has thrown the form away."""


def kept_as(form_of: FormOf, *, files: KeptFiles | None = None) -> Callable[[View], View]:
    """Say which form a view takes: called with the participant, what was typed, and the view's own arguments."""

    def mark(view: View) -> View:
        view.kept_form = form_of  # type: ignore[attr-defined]
        view.kept_files = files  # type: ignore[attr-defined]
        return view

    return mark


def files_at(path: str) -> KeptFiles | None:
    """Return what becomes of files that come late to this address, or None where its form takes none."""
    match = _match_at(path)
    files: KeptFiles | None = getattr(match.func, "kept_files", None) if match else None
    return files


def values_to_send(participant: Participant, path: str, fields: Fields) -> KeptValues | None:
    """Return what this form would send to its address, or None where nobody can read it beforehand."""
    form = _form_at(path, participant, fields)
    if form is None:
        return None
    own = [(name, value) for name, value in fields if name in form.fields]
    is_asked = {
        name: not form[name].is_hidden or hasattr(form.fields[name], "choices") for name in form.fields
    }
    shown = [
        KeptValue(
            str(form[name].label), _texts(form.fields[name], [value for of, value in own if of == name])
        )
        for name in form.fields
        if is_asked[name] and any(of == name for of, _value in fields)
    ]
    return KeptValues(shown, own) if shown else None


def _form_at(path: str, participant: Participant, fields: Fields) -> forms.Form | None:
    typed = QueryDict(mutable=True)
    for name, value in fields:
        typed.appendlist(name, value)
    match = _match_at(path)
    form_of: FormOf | None = getattr(match.func, "kept_form", None) if match else None
    return form_of(participant, typed, **match.kwargs) if match and form_of else None


def _match_at(path: str) -> ResolverMatch | None:
    address = urlsplit(path).path
    try:
        with translation.override(get_language_from_path(address) or settings.LANGUAGE_CODE):
            return resolve(address)
    except Resolver404:
        return None


def _texts(field: forms.Field, values: list[str]) -> list[str]:
    """Return what stands in a field, choices by their names, one line each."""
    names = {str(key): str(name) for key, name in getattr(field, "choices", [])}
    lines = [line for value in values for line in names.get(value, value).splitlines()]
    return [line for line in lines if line.strip()] or [_("Left empty")]
