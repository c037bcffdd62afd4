"""When somebody can be called back: the mornings and afternoons of the coming business days."""

from datetime import datetime, time
from itertools import islice
from typing import NamedTuple

from customer_connect.core.opening_hours import openings_from

NOON = time(12, 0)


class Window(NamedTuple):
    """From when until when somebody is called."""

    from_at: datetime
    until_at: datetime

    @property
    def is_morning(self) -> bool:
        """Whether it ends by noon."""
        return self.until_at.time() <= NOON


def next_window(now: datetime, *, morning: bool) -> Window:
    """Return the next morning or afternoon that has not begun, in agency-local time."""
    for opens, closes in islice(openings_from(now), 30):
        noon = opens.replace(hour=12, minute=0)
        window = (
            Window(opens, min(noon, closes)) if morning and opens < noon else Window(max(noon, opens), closes)
        )
        if window.from_at > now and window.from_at < window.until_at:
            return window
    raise LookupError("The agency file names no opening hours.")
