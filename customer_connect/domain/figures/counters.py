"""What is counted: rows with a time, by some of their values, and whose they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.functions import Coalesce

from customer_connect.domain.audit.models import Event
from customer_connect.domain.calls.enums import CallOutcome
from customer_connect.domain.calls.models import AgentRequest, Call
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.conversations.models import Message
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.figures.last_steps import LastStep
from customer_connect.domain.identity.models import PinResetRequest, SignIn

Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Counter:
    """One thing that is counted by day.

    `rows` returns those from one moment on and before another. Their offices are those that serve the participant in
    the field `person`, or stand in the fields `offices`; where there is neither, rows are of the whole agency alone.
    What a row says of itself may change for `settles_in` days: so long each day is counted again every night. Whoever
    changes what a counter counts gives it another slug: what was added up under the old one is no longer asked for.
    """

    slug: str
    rows: Callable[[datetime, datetime | None], Rows]
    at: str
    by: tuple[str, ...]
    person: str = ""
    offices: tuple[str, ...] = ()
    settles_in: int = 1

    @property
    def has_offices(self) -> bool:
        """Whether it can be told apart by office."""
        return bool(self.person or self.offices)


def _between(rows: Rows, at: str, begins_at: datetime, ends_at: datetime | None) -> Rows:
    found = rows.filter(**{f"{at}__gte": begins_at})
    return found if ends_at is None else found.filter(**{f"{at}__lt": ends_at})


def _messages(begins_at: datetime, ends_at: datetime | None) -> Rows:
    sides = Case(When(staff=None, then=Value("in")), default=Value("out"), output_field=CharField())
    return _between(Message.objects.annotate(side=sides), "sent_at", begins_at, ends_at)


def _given_up(begins_at: datetime, ends_at: datetime | None) -> Rows:
    left = Call.objects.filter(outcome__in=[CallOutcome.CALLER, CallOutcome.LOST])
    steps = left.annotate(last_step=Coalesce(LastStep("path"), Value("")))
    return _between(steps, "started_at", begins_at, ends_at)


SIGN_INS = Counter(
    "sign_ins",
    lambda begins, ends: _between(SignIn.objects.all(), "at", begins, ends),
    "at",
    ("outcome", "channel"),
    person="participant",
)
PIN_RESETS = Counter(
    "pin_resets",
    lambda begins, ends: _between(PinResetRequest.objects.all(), "asked_at", begins, ends),
    "asked_at",
    ("state", "reason", "way"),
    person="participant",
    settles_in=10,
)
TEMPORARY_PINS_USED = Counter(
    "temporary_pins_used",
    lambda begins, ends: (
        Event.objects.filter(action="identity.pin_changed")
        .between(begins, ends)
        .filter(details__was_temporary=True)
    ),
    "at",
    (),
    person="participant_number",
)
MESSAGES = Counter(
    "messages",
    _messages,
    "sent_at",
    ("side",),
    offices=("conversation__office", "conversation__case__office"),
)
ANSWERS = Counter(
    "answers",
    lambda begins, ends: Event.objects.filter(action="conversations.answered").between(begins, ends),
    "at",
    ("details__is_late",),
    person="participant_number",
)
CALLS = Counter(
    "calls",
    lambda begins, ends: _between(Call.objects.all(), "started_at", begins, ends),
    "started_at",
    ("outcome", "channel"),
)
GIVEN_UP = Counter("given_up", _given_up, "started_at", ("last_step",))
AGENT_REQUESTS = Counter(
    "agent_requests",
    lambda begins, ends: _between(AgentRequest.objects.all(), "call__started_at", begins, ends),
    "call__started_at",
    ("reason", "state"),
)
DELIVERIES = Counter(
    "deliveries",
    lambda begins, ends: _between(Delivery.objects.all(), "queued_at", begins, ends),
    "queued_at",
    ("state", "channel", "reason"),
    person="participant",
    settles_in=10,
)
CHANGES = Counter(
    "changes",
    lambda begins, ends: _between(ReportedChange.objects.all(), "reported_at", begins, ends),
    "reported_at",
    ("state",),
    person="author",
    settles_in=100,
)
COUNTERS = (
    SIGN_INS,
    PIN_RESETS,
    TEMPORARY_PINS_USED,
    MESSAGES,
    ANSWERS,
    CALLS,
    GIVEN_UP,
    AGENT_REQUESTS,
    DELIVERIES,
    CHANGES,
)
