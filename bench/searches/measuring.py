"""Timing each kind of search beside its bare lookup, and judging its plans."""

import random
import time
from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from typing import Any

from bench.searches.asking import Asked, Desk, Search, desks, searches_of
from bench.searches.filling import fill
from bench.searches.plans import Statement, pages_read, rows_read, scans_of

ROUNDS = 5
LIMIT = 4.0  # times the bare lookup
LIMITS = {"case": 10.0, "name, first and last": 15.0, "messages, name": 15.0, "messages, rare word": 15.0}
# The bare lookup takes the first 51 of a name; the page puts equal names in order, and for one office's people has to
# pass over all the others.
COMMON = ("name, the most common", "name, common, and first", "name, two letters", "messages, common name")
LIMIT_OF_COMMON, LIMIT_OF_COMMON_IN_AN_OFFICE = 20.0, 150.0
LONGEST = 1000.0  # milliseconds, of any single search


def figures(people: int, each: int, rng: random.Random) -> Iterator[dict[str, Any]]:
    """Fill the database and yield a figure for each kind of search and who makes it."""
    began = time.monotonic()
    tables = fill(people)
    yield {"bench": "search", "figure": "rows", "value": tables, "seconds": round(time.monotonic() - began, 1),
           "ok": tables["cases_participant"] == people}  # fmt: skip
    for desk in desks():
        by_kind: dict[str, list[tuple[Search, Asked]]] = defaultdict(list)
        for search in searches_of(desk, people, each, rng):
            desk.ask(search)  # once to warm up
            by_kind[search.kind].append((search, desk.ask(search)))
        for kind, asked in by_kind.items():
            yield _figure(desk, kind, asked, tables)


def _figure(
    desk: Desk, kind: str, asked: list[tuple[Search, Asked]], tables: dict[str, int]
) -> dict[str, Any]:
    """Time a kind of search, and look at each of its plans."""
    plans = [statement.plan() for _, done in asked for statement in done.statements]
    scans = sorted({scan for plan in plans for scan in scans_of(plan, tables)})
    bare, whole = [], []
    for search, done in asked:
        times = [(_seconds([search.bare]), _seconds(done.statements)) for _ in range(ROUNDS)]
        bare.append(median(one for one, _ in times))
        whole.append(median(other for _, other in times))
    ratio, limit = median(whole) / median(bare), _limit(kind, desk)
    return {
        "bench": "search",
        "figure": f"{kind}, as {desk.who}",
        "milliseconds": round(median(whole) * 1000, 3),
        "longest": round(max(whole) * 1000, 3),
        "bare_milliseconds": round(median(bare) * 1000, 3),
        "ratio": round(ratio, 2),
        "limit": limit,
        "limit_of_longest": LONGEST,
        "scans": scans,
        "most_rows_read": max(rows_read(plan, tables) for plan in plans),
        "most_pages_read": max(pages_read(plan) for plan in plans),
        "page_milliseconds": round(median(done.seconds for _, done in asked) * 1000, 1),
        "ok": not scans and ratio <= limit and max(whole) * 1000 <= LONGEST,
    }


def _limit(kind: str, desk: Desk) -> float:
    if kind in COMMON:
        return LIMIT_OF_COMMON if desk.office is None else LIMIT_OF_COMMON_IN_AN_OFFICE
    return LIMITS.get(kind, LIMIT)


def _seconds(statements: list[Statement]) -> float:
    began = time.perf_counter()
    for statement in statements:
        statement.run()
    return time.perf_counter() - began
