"""The calls of a person, for the person's page."""

from typing import Any

from django import template

from customer_connect.domain.calls.models import CallBack
from customer_connect.domain.cases.models import Participant
from customer_connect.staff.calls.of_people import listed_calls_of

LATEST = 20

register = template.Library()


@register.inclusion_tag("staff/calls/of_person.html")
def calls_of_person(person: Participant) -> dict[str, Any]:
    """Show somebody's newest calls and call backs."""
    return {
        "person": person,
        "calls": listed_calls_of(person, LATEST),
        "call_backs": CallBack.objects.visible_to(person).order_by("-asked_at")[:LATEST],
    }
