"""What every page knows: the agency, its theme, the same page in the other language."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from customer_connect.core.agencies import Agency
from customer_connect.core.agencies import agency as agency_in_force
from customer_connect.core.dates import format_day, today
from customer_connect.core.languages import Language
from customer_connect.domain.identity.models import User


@dataclass(frozen=True)
class LanguageLink:
    """The page being read, in another language."""

    code: str
    name: str
    url: str


def agency(request: HttpRequest) -> dict[str, Any]:
    """Give templates what the page frame needs. Reads no database, so that the error page can use it."""
    in_force = agency_in_force()
    return {
        "agency": in_force,
        "theme_version": theme_version(in_force),
        "language_links": language_links(request),
        "quick_exit_url": in_force.links.quick_exit,
        "printed_on": format_day(today()),
    }


def theme_version(in_force: Agency) -> str:
    """Return a short fingerprint of the agency's colours, by which browsers cache the theme."""
    return sha256(repr(in_force.colors).encode()).hexdigest()[:10]


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """Return links to the page being read in each language that is not the one in force."""
    here, language = request.get_full_path(), get_language()
    path, mark, query = here.partition("?")
    return [
        LanguageLink(code, str(Language(code).label), _in_language(path, code, language) + mark + query)
        for code, _ in settings.LANGUAGES
        if code != language
    ]


def layout_of(request: HttpRequest) -> str:
    """Return the frame of a page that both visitors and participants read."""
    user = getattr(request, "user", None)
    return "participant.html" if isinstance(user, User) and user.participant_id else "public.html"


@lru_cache(maxsize=1_000)
def _in_language(here: str, code: str, language: str | None) -> str:
    """Return the address in another language; of an address that leads nowhere, by its prefix."""
    there = translate_url(here, code)
    if there != here:
        return there
    prefixes = tuple(f"/{other}/" for other, _ in settings.LANGUAGES if other != settings.LANGUAGE_CODE)
    bare = (here.split("/", 2)[2] if here.startswith(prefixes) else here).lstrip("/")
    return f"/{bare}" if code == settings.LANGUAGE_CODE else f"/{code}/{bare}"
