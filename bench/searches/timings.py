"""Timing statements beside bare lookups."""

import math
import time
from statistics import median

from django.db import OperationalError, connection

from bench.searches.bare import Way
from bench.searches.plans import Statement

ROUNDS = 5
TOO_LONG = 2  # seconds: a bare lookup from the wrong end


def timing(ways: list[Way], statements: list[Statement]) -> tuple[float, float]:
    """Return the seconds of the quickest bare way and of the statements: medians of several rounds, in turn."""
    way = min(ways, key=_seconds_of_bare) if len(ways) > 1 else ways[0]
    times = [(_seconds(way), _seconds(statements)) for _ in range(ROUNDS)]
    return median(bare for bare, _ in times), median(whole for _, whole in times)


def _seconds_of_bare(way: Way) -> float:
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = '{TOO_LONG}s'")
        try:
            return _seconds(way)
        except OperationalError:
            return math.inf
        finally:
            cursor.execute("RESET statement_timeout")


def _seconds(statements: list[Statement]) -> float:
    began = time.perf_counter()
    for statement in statements:
        statement.run()
    return time.perf_counter() - began
