"""The tabs of the participant's pages."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()

# Areas without a tab of their own, and the area under whose tab they stand.
_UNDER = {"security": "profile", "passkeys": "profile", "codes": "profile"}


@register.inclusion_tag("parts/tab.html", takes_context=True)
def tab(context: dict[str, Any], name: str, label: str) -> dict[str, Any]:
    """Draw one tab. It is the current one on every page of its area (`area` of the context)."""
    area = _UNDER.get(context["area"], context["area"])
    return {"url": reverse(name), "label": label, "is_current": area == name.split(":", maxsplit=1)[0]}
