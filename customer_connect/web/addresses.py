"""Addresses of pages, remembered: the same few are written on every page."""

from functools import lru_cache
from typing import Any

from django.urls import get_urlconf, reverse
from django.utils.translation import get_language


def address(name: str, *values: Any) -> str:
    """Return the address of a page in the language in force."""
    return _address_in(get_language(), get_urlconf(), name, values)


@lru_cache(maxsize=5_000)
def _address_in(language: str | None, urlconf: str | None, name: str, values: tuple[Any, ...]) -> str:
    return reverse(name, args=values)
