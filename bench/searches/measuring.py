"""Timing each kind of search beside its bare lookup, and judging its plans."""

import random
import time
from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from typing import Any

from bench.searches.asking import Asked, Search, ask, searches_of
from bench.searches.desks import Desk, desks
from bench.searches.figures_pages import figures_figures
from bench.searches.filling import fill
from bench.searches.plans import pages_read, rows_read, scans_of
from bench.searches.timings import timing

LIMIT = 4.0  # times the bare lookup
LONGEST = 1000.0  # milliseconds, of any single search


def figures(people: int, each: int, rng: random.Random) -> Iterator[dict[str, Any]]:
    """Fill the database and yield all figures."""
    began = time.monotonic()
    tables = fill(people)
    yield {"bench": "search", "figure": "rows", "value": tables, "seconds": round(time.monotonic() - began, 1),
           "ok": tables["cases_participant"] == people}  # fmt: skip
    yield from search_figures(people, each, tables, rng)
    yield from figures_figures(tables)


def search_figures(
    people: int, each: int, tables: dict[str, int], rng: random.Random
) -> Iterator[dict[str, Any]]:
    """Yield a figure for each kind of search and who makes it."""
    for desk in desks():
        by_kind: dict[str, list[tuple[Search, Asked]]] = defaultdict(list)
        for search in searches_of(desk, people, each, rng):
            ask(desk, search)  # once to warm up
            by_kind[search.kind].append((search, ask(desk, search)))
        for kind, asked in by_kind.items():
            yield _figure(desk, kind, asked, tables)


def _figure(
    desk: Desk, kind: str, asked: list[tuple[Search, Asked]], tables: dict[str, int]
) -> dict[str, Any]:
    """Time a kind of search, and look at each of its plans."""
    plans = [statement.plan() for _, done in asked for statement in done.statements]
    scans = sorted({scan for plan in plans for scan in scans_of(plan, tables)})
    timed = [timing(search.bare(done.found), done.statements) for search, done in asked]
    bare, whole = median(one for one, _ in timed), median(other for _, other in timed)
    longest = max(other for _, other in timed)
    ratio = whole / bare
    return {
        "bench": "search",
        "figure": f"{kind}, as {desk.who}",
        "milliseconds": round(whole * 1000, 3),
        "longest": round(longest * 1000, 3),
        "bare_milliseconds": round(bare * 1000, 3),
        "ratio": round(ratio, 2),
        "limit": LIMIT,
        "limit_of_longest": LONGEST,
        "scans": scans,
        "most_rows_read": max(rows_read(plan, tables) for plan in plans),
        "most_pages_read": max(pages_read(plan) for plan in plans),
        "page_milliseconds": round(median(done.seconds for _, done in asked) * 1000, 1),
        "ok": not scans and ratio <= LIMIT and longest * 1000 <= LONGEST,
    }
