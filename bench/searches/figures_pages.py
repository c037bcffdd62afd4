"""The supervisors' figures over a month of millions of rows: adding up days, and opening the pages."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.searches.desks import Desk, at, statements_on_big_tables
from bench.searches.filling_events import DAYS
from bench.searches.plans import Statement, pages_read, rows_read, scans_of
from bench.searches.timings import timing
from customer_connect.core.dates import today
from customer_connect.domain.figures.actions.count_days import count_days
from customer_connect.domain.figures.counters import COUNTERS
from customer_connect.domain.figures.models import CountedDay, DayTotal
from customer_connect.domain.identity.permissions import StaffRole

LIMIT = 4.0  # times the reading of the kept totals alone
LONGEST = 250.0  # milliseconds of a page's statements
MOST_ROWS = 60_000  # of big tables, for one page
_KEPT = """SELECT kept.day, total.values, total.count FROM figures_countedday AS kept
    LEFT JOIN figures_daytotal AS total ON total.day_id = kept.id AND {office}
    WHERE kept.counter = %s AND kept.day >= %s"""
_WAITING = "SELECT count(due_on) FROM conversations_conversation WHERE state = 'open'"
_COUNTERS = {  # of each topic, with the table and time of what is counted
    "sign-ins": {"sign_ins": ("identity_signin", "at")},
    "pins": {
        "pin_resets": ("identity_pinresetrequest", "asked_at"),
        "temporary_pins_used": ("audit_event", "at"),
    },
    "messages": {"messages": ("conversations_message", "sent_at"), "answers": ("audit_event", "at")},
    "changes": {"changes": ("changes_reportedchange", "reported_at")},
    "calls": {
        "calls": ("calls_call", "started_at"),
        "given_up": ("calls_call", "started_at"),
        "agent_requests": ("calls_call", "started_at"),
    },
    "deliveries": {"deliveries": ("deliveries_delivery", "queued_at")},
}


def figures_figures(tables: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Add the days up, then yield a figure for each page of figures and who opens it."""
    yield _adding_up()
    tables = {**tables, "figures_daytotal": DayTotal.objects.count()}
    for desk in (
        Desk("supervisor of all", StaffRole.SUPERVISOR, None),
        Desk("supervisor of the largest office", StaffRole.SUPERVISOR, 1),
        Desk("supervisor of an ordinary office", StaffRole.SUPERVISOR, 12),
    ):
        for topic in _COUNTERS:
            yield _page(desk, topic, tables)


def _adding_up() -> dict[str, Any]:
    """Do the worker's job until every counter has come to this day. A day may take a tenth of a quarter hour."""
    began, days = time.monotonic(), 0
    while CountedDay.objects.filter(day=today()).count() < len(COUNTERS):
        days += count_days()
    seconds = time.monotonic() - began
    a_day, limit = seconds / DAYS, 90.0
    return {
        "bench": "search",
        "figure": f"adding up {DAYS} days of figures",
        "days": days,
        "totals": DayTotal.objects.count(),
        "seconds": round(seconds, 1),
        "seconds_a_day": round(a_day, 2),
        "limit": limit,
        "ratio": round(a_day / limit, 2),
        "ok": a_day <= limit,
    }


def _page(desk: Desk, topic: str, tables: dict[str, int]) -> dict[str, Any]:
    """Open a page of figures, look at its plans, and time its statements beside the bare ones."""
    asked = {"topic": topic, "days": 90}
    desk.client.get(at("figures:figures"), asked)  # once to warm up
    with statements_on_big_tables() as caught:
        began = time.perf_counter()
        answer = desk.client.get(at("figures:figures"), asked)
        seconds = time.perf_counter() - began
    assert answer.status_code == 200, topic
    assert caught, topic
    bare, whole = timing([_bare(desk, topic)], caught)
    plans = [statement.plan() for statement in caught]
    scans = sorted({scan for plan in plans for scan in scans_of(plan, tables)})
    rows = sum(rows_read(plan, tables) for plan in plans)
    return {
        "bench": "search",
        "figure": f"figures, {topic}, as {desk.who}",
        "milliseconds": round(whole * 1000, 3),
        "bare_milliseconds": round(bare * 1000, 3),
        "ratio": round(whole / bare, 2),
        "limit": LIMIT,
        "limit_of_longest": LONGEST,
        "scans": scans,
        "rows_read": rows,
        "limit_of_rows": MOST_ROWS,
        "pages_read": sum(pages_read(plan) for plan in plans),
        "page_milliseconds": round(seconds * 1000, 1),
        "ok": not scans and rows <= MOST_ROWS and whole * 1000 <= LONGEST and whole / bare <= LIMIT,
    }


def _bare(desk: Desk, topic: str) -> list[Statement]:
    """Return the reading of what is kept, and of what came since by its time alone."""
    since = today() - timedelta(days=97)
    office = (
        "total.office_id IS NULL"
        if desk.office is None or topic == "calls"
        else f"total.office_id = {desk.office}"
    )
    statements = []
    for counter, (table, column) in _COUNTERS[topic].items():
        until = CountedDay.objects.filter(counter=counter).latest("until").until
        statements.append(Statement(_KEPT.format(office=office), (counter, since)))
        statements.append(Statement(f"SELECT * FROM {table} WHERE {column} >= %s", (until,)))
    if topic == "messages":
        statements.append(Statement(_WAITING, ()))
    if topic == "changes":  # once by week, once by age
        statements *= 2
    return statements
