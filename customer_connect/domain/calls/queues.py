"""The agents' queue: how many are before somebody, and how long it will take, as far as that is known."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median

from customer_connect.domain.calls.models import AgentRequest

RECENT = timedelta(hours=1)
LOOKED_AT = 20
TELLING = 3  # fewer answered calls tell nothing
LONGEST_TOLD = 30


@dataclass(frozen=True)
class Wait:
    """Where a caller would stand. `minutes` is None where too few calls were answered lately to say."""

    position: int
    minutes: int | None = None

    @property
    def is_longer(self) -> bool:
        """Whether all that can be said is "longer than thirty minutes"."""
        return self.minutes is not None and self.minutes > LONGEST_TOLD


def expected_wait(queue: str, *, now: datetime) -> Wait:
    """Return the place of the next caller in a queue, and the usual wait of those who were answered in the last hour.

    Never less than those who still wait have waited: a queue that has stopped moving does not promise a short wait.
    """
    mine = AgentRequest.objects.filter(queue=queue)
    waiting = list(mine.waiting(now).values_list("asked_at", flat=True))
    answered = mine.answered_since(now - RECENT).values_list("asked_at", "answered_at")[:LOOKED_AT]
    waits = [answered_at - asked_at for asked_at, answered_at in answered if answered_at]
    position = len(waiting) + 1
    if len(waits) < TELLING:
        return Wait(position)
    longest_so_far = now - waiting[0] if waiting else timedelta(0)
    expected = max(median(wait.total_seconds() for wait in waits), longest_so_far.total_seconds())
    return Wait(position, max(ceil(expected / 60), 1))
