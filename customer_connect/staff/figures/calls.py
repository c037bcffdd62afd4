"""Phone calls: how they ended, and where callers gave up."""

from customer_connect.domain.calls.enums import AgentReason, CallOutcome, RequestState
from customer_connect.domain.figures.counters import AGENT_REQUESTS, CALLS, GIVEN_UP
from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.tables import Table, along_time, by_value, per_step, per_value

MOST_STEPS = 20


def tables(asked: Asked) -> list[Table]:
    """Return calls along time, their ends, where callers gave up, and why agents were asked for."""
    counts = asked.counts(CALLS)
    columns = {
        "Calls": per_step(counts),
        "Passed to an agent": per_step(counts, CallOutcome.TRANSFERRED),
        "The caller hung up": per_step(counts, CallOutcome.CALLER),
    }
    ends = {"Voice": per_value(counts, 1, where=(2, "phone")), "TTY": per_value(counts, 1, where=(2, "tty"))}
    return [
        along_time(asked, "calls", "Calls", columns, "Calls are of the whole agency: a call has no office."),
        by_value("outcomes", "How calls ended", "End", CallOutcome, ends),
        _given_up(asked),
        _agents(asked),
    ]


def _given_up(asked: Asked) -> Table:
    calls = per_value(asked.counts(GIVEN_UP), 1)
    most = sorted(calls.items(), key=lambda found: (-found[1], found[0]))[:MOST_STEPS]
    rows = [(_words(step), (count,)) for step, count in most]
    return Table(
        "given-up",
        "Where callers gave up",
        "Last answer before the line went dead",
        ("Calls",),
        rows,
        "The question, and what the caller chose there before hanging up or losing the line.",
    )


def _agents(asked: Asked) -> Table:
    counts = asked.counts(AGENT_REQUESTS)
    columns = {str(each.label): per_value(counts, 1, where=(2, each)) for each in RequestState}
    return by_value("agents", "Why callers were passed to agents", "Reason", AgentReason, columns)


def _words(step: str) -> str:
    question, _, answer = step.partition("=")
    words = question.replace("_", " ").capitalize() or "Before the first answer"
    return f"{words}: {answer.replace('_', ' ')}" if answer else words
