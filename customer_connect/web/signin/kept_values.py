"""What a kept form would send, as its owner reads it before they send it.

A view whose form may be sent late says which form it is; of any other a kept form only leads back to its page:

    @kept_as(lambda participant, data, **kwargs: AddressForm(data))
    def address(request): …
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

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


def kept_as(form_of: FormOf) -> Callable[[View], View]:
    """Say which form a view takes: called with the participant, what was typed, and the view's own arguments."""

    def mark(view: View) -> View:
        view.kept_form = form_of  # type: ignore[attr-defined]
        return view

    return mark


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
    address = urlsplit(path).path
    try:
        with translation.override(get_language_from_path(address) or settings.LANGUAGE_CODE):
            match = resolve(address)
    except Resolver404:
        return None
    form_of: FormOf | None = getattr(match.func, "kept_form", None)
    return form_of(participant, typed, **match.kwargs) if form_of else None


def _texts(field: forms.Field, values: list[str]) -> list[str]:
    """Return what stands in a field, choices by their names, one line each."""
    names = {str(key): str(name) for key, name in getattr(field, "choices", [])}
    lines = [line for value in values for line in names.get(value, value).splitlines()]
    return [line for line in lines if line.strip()] or [_("Left empty")]
