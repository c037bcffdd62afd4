"""The frame of staff pages: who is signed in, where they may go, how long their session lives."""

from dataclasses import dataclass
from uuid import UUID

from django import template
from django.http import HttpRequest
from django.utils import timezone

from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.session_clocks import clock_of, row_of
from customer_connect.staff.base.navigation import Area, areas_of
from customer_connect.staff.changes.words import state_of
from customer_connect.staff.deliveries.words import name_of_message
from customer_connect.staff.signin.second_steps import has_second_step

register = template.Library()


@register.filter
def message_name(name: str) -> str:
    """Write what staff call a message."""
    return name_of_message(name)


@register.filter
def change_state(change: ReportedChange) -> str:
    """Write where a reported change stands, in words for staff."""
    return state_of(change)


@register.filter
def short_reference(key: UUID) -> str:
    """Write the beginning of a letter's key, as it is printed on the letter."""
    return key.hex[:12]


@register.filter
def grouped(number: int) -> str:
    """Write a count so that it is read at a glance: 2,500,000."""
    return f"{number:,}"


@register.filter
def words(name: str) -> str:
    """Write the name of a table as words."""
    return name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Frame:
    """What the frame shows of the one who is signed in."""

    staff: StaffMember
    areas: list[Area]
    here: str
    seconds_left: str
    warning_seconds: str


@register.simple_tag(takes_context=True)
def staff_frame(context: template.Context) -> Frame | None:
    """Return the frame of a signed-in member of staff, or None. Half signed in, they have no areas yet."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return None
    staff = getattr(request.user, "staff_member", None) if request.user.is_authenticated else None
    row = row_of(request.session)
    if not isinstance(staff, StaffMember) or row is None:
        return None
    clock = clock_of(row)
    here = "" if request.resolver_match is None else request.resolver_match.namespace
    return Frame(
        staff,
        areas_of(staff) if has_second_step(request) else [],
        here,
        str(clock.seconds_left(timezone.now())),
        str(clock.warning_seconds),
    )
