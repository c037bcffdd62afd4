"""Events as they are listed and exported."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from customer_connect.core.identifiers import format_participant_id
from customer_connect.domain.audit.actors import ActorKind
from customer_connect.domain.audit.models import Event, EventQuerySet
from customer_connect.domain.identity.models import StaffMember

AT_ONCE = 1_000
HEADERS = (
    "Event",
    "Time (UTC)",
    "Actor",
    "Actor’s key",
    "Channel",
    "Network",
    "Action",
    "About Participant ID",
    "Details",
)


@dataclass(frozen=True)
class Line:
    """One event in the list."""

    event: Event
    who: str
    person: str
    details: str


def lines_of(events: list[Event]) -> list[Line]:
    """Return events with names of staff and readable details."""
    keys = {
        int(each.actor_key)
        for each in events
        if each.actor_kind == ActorKind.STAFF and each.actor_key.isdigit()
    }
    names = {str(staff.pk): staff.name for staff in StaffMember.objects.filter(pk__in=keys)}
    return [Line(each, _who(each, names), _person(each), _details(each)) for each in events]


def rows_of(found: EventQuerySet) -> Iterator[tuple[object, ...]]:
    """Return all events found, for a file; a thousand at a time are read."""
    yield HEADERS
    some = list(found[:AT_ONCE])
    while some:
        for event in some:
            yield (
                event.pk,
                event.at.isoformat(),
                event.actor_kind,
                event.actor_key,
                event.channel,
                event.network,
                event.action,
                _person(event),
                json.dumps(event.details, ensure_ascii=False),
            )
        some = list(found.filter(pk__lt=some[-1].pk)[:AT_ONCE])


def _who(event: Event, names: dict[str, str]) -> str:
    if event.actor_kind == ActorKind.STAFF:
        return names.get(event.actor_key, f"Staff {event.actor_key}")
    if event.actor_kind == ActorKind.PARTICIPANT and event.actor_key.isdigit():
        return f"Participant {format_participant_id(int(event.actor_key))}"
    return f"{ActorKind(event.actor_kind).label} {event.actor_key}".strip()


def _person(event: Event) -> str:
    return "" if event.participant_number is None else format_participant_id(event.participant_number)


def _details(event: Event) -> str:
    return "; ".join(
        f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for name, value in event.details.items()
    )
