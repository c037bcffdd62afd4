"""The queue as the desk shows it, and a tag that changes when it does."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from customer_connect.domain.calls.models import AgentRequest, CallBack
from customer_connect.domain.calls.queues import Wait, expected_wait
from customer_connect.staff.calls.paths import stood_at
from customer_connect.staff.calls.words import waited, who
from customer_connect.staff.requests import scope_in

MOST_SHOWN = 100
QUEUE = "agents"


@dataclass(frozen=True)
class WaitingCall:
    """One row."""

    request: AgentRequest
    position: int
    now: datetime

    @property
    def who(self) -> str:
        """Who waits."""
        return who(self.request)

    @property
    def stood_at(self) -> str:
        """The question at which they asked for an agent."""
        return stood_at(self.request.call.path)

    @property
    def waited(self) -> str:
        """How long they have waited."""
        return waited(self.now - self.request.asked_at)

    @property
    def version(self) -> str:
        """What changes when the row would."""
        return f"{self.request.pk}-{self.position}"


@dataclass(frozen=True)
class Desk:
    """Everything on the desk that changes by itself. `wait` is what the next caller would be told."""

    rows: list[WaitingCall]
    wait: Wait
    call_backs_due: int

    @property
    def headline(self) -> str:
        """How many wait, in words."""
        count = len(self.rows)
        return "Nobody waits." if not count else f"{count} caller{'' if count == 1 else 's'} waiting."

    @property
    def etag(self) -> str:
        """A strong tag: the passing of time alone does not change it."""
        told = [[row.version for row in self.rows], self.wait.minutes, self.call_backs_due]
        return f'"{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]}"'


def desk_in(request: HttpRequest, now: datetime) -> Desk:
    """Return the desk of whoever asks."""
    scope = scope_in(request)
    queue = AgentRequest.objects.waiting(now)
    positions = {number: place for place, number in enumerate(queue.values_list("pk", flat=True), start=1)}
    seen = queue.visible_to_staff(scope).select_related("call", "participant")[:MOST_SHOWN]
    due = CallBack.objects.due(now).visible_to_staff(scope).count()
    rows = [WaitingCall(each, positions.get(each.pk, len(positions) + 1), now) for each in seen]
    return Desk(rows, expected_wait(QUEUE, now=now), due)
