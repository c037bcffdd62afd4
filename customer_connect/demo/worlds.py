"""The made-up world: everything in it follows from a seed and a date, family by family.

A family depends on nothing but (seed, family number, anchor, as_of), so packages of any size stream in constant memory.
`anchor` is the day the world was laid out around; it moves on day by day to `as_of`, which is how nightly deltas arise.
"""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

Item = TypeVar("Item")


class Dice(random.Random):
    """Reproducible chance: the same labels fall the same way. Nothing secret is drawn from it."""

    def weighted(self, items: Sequence[Item], weights: Sequence[float]) -> Item:
        """Return one of the items, the heavier ones more often."""
        return self.choices(items, weights)[0]

    def happens(self, chance: float) -> bool:
        """Tell whether something with this chance (0 to 1) happens."""
        return self.random() < chance


@dataclass(frozen=True)
class World:
    """One made-up agency on one day."""

    seed: str
    anchor: date
    as_of: date
    zone: ZoneInfo
    payments_per_case: int | None = None

    def dice(self, *labels: int | str) -> Dice:
        """Return chance that belongs to these labels alone."""
        text = "/".join(map(str, (self.seed, *labels)))
        return Dice(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest()))

    def day(self, days: int) -> date:
        """Return the day so many days after the anchor (negative: before)."""
        return self.anchor + timedelta(days=days)

    def at(self, day: date, clock: time) -> datetime:
        """Return the moment on the agency's clock."""
        return datetime.combine(day, clock, self.zone)
