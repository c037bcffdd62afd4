"""The content of the hottest pages, written by Jinja2: many times faster than Django's templates.

Home and the payment history earn it (bench/web); every other page is an ordinary Django template, and so is the frame
around all of them. Lean templates stand in an area's `lean/` folder. Texts are `_("…")` with a plain string: each
language has templates of its own, into which its texts are put before they are compiled. What is undefined raises.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

from customer_connect.core import dates, money, phones
from customer_connect.web.addresses import address

_AREAS = Path(__file__).resolve().parent
_TEXT = re.compile(r"""_\(("(?:[^"\\]|\\.)*")\)""")


def write_lean(template: str, values: dict[str, Any]) -> SafeString:
    """Return the content of a page, in the language in force."""
    templates = _templates_in(get_language() or settings.LANGUAGE_CODE)
    return mark_safe(templates.get_template(template).render(values))  # noqa: S308


class _Texts(Extension):
    """Puts the texts of a language into a template before it is compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the source with each `_("text")` as a string in the language in force."""
        return _TEXT.sub(
            lambda found: f"({json.dumps(gettext(json.loads(found[1])), ensure_ascii=False)})", source
        )


@cache
def _templates_in(language: str) -> Environment:
    """Return the lean templates in one language, all of them compiled."""
    made = Environment(
        loader=FileSystemLoader(sorted(_AREAS.glob("*/lean"))),
        extensions=[_Texts],
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["url"] = address
    made.filters.update(
        day=dates.format_day,
        month=dates.format_month,
        moment=dates.format_moment,
        dollars=money.format_dollars,
        phone=phones.format_phone,
    )
    with override(language):
        for template in made.list_templates():
            made.get_template(template)
    return made
