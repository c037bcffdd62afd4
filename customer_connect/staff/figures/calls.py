"""Phone calls: how they ended, and where callers gave up."""

from typing import Any

from django.db.models import CharField, Count, Func, Value
from django.db.models.functions import Coalesce

from customer_connect.domain.calls.enums import AgentReason, CallOutcome, RequestState
from customer_connect.domain.calls.models import AgentRequest, Call
from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.tables import Table, along_time, by_value, per_step, per_value

MOST_STEPS = 20


class LastStep(Func):
    """The last step of a call's path."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """Count from the end of the array."""
        return super().as_sql(compiler, connection, template="JSON_EXTRACT(%(expressions)s, '$[#-1]')")

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """Count from the end of the array."""
        return super().as_sql(compiler, connection, template="(%(expressions)s ->> -1)")


def tables(asked: Asked) -> list[Table]:
    """Return calls along time, their ends, where callers gave up, and why agents were asked for."""
    counts = asked.counted(Call.objects.all(), "started_at", ("outcome", "channel"))
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
    left = asked.since(Call.objects.filter(outcome__in=[CallOutcome.CALLER, CallOutcome.LOST]), "started_at")
    steps = left.annotate(step=Coalesce(LastStep("path"), Value(""))).values_list("step")
    found = steps.annotate(calls=Count("pk")).order_by("-calls", "step")[:MOST_STEPS]
    rows = [(_words(step), (calls,)) for step, calls in found]
    return Table(
        "given-up",
        "Where callers gave up",
        "Last answer before the line went dead",
        ("Calls",),
        rows,
        "The question, and what the caller chose there before hanging up or losing the line.",
    )


def _agents(asked: Asked) -> Table:
    requests = AgentRequest.objects.filter(call__started_at__gte=asked.begins_at)
    found = requests.order_by().values_list("reason", "state").annotate(rows=Count("pk"))
    counts = {(reason, state): count for reason, state, count in found}
    columns = {str(each.label): per_value(counts, 0, where=(1, each)) for each in RequestState}
    return by_value("agents", "Why callers were passed to agents", "Reason", AgentReason, columns)


def _words(step: str) -> str:
    question, _, answer = step.partition("=")
    words = question.replace("_", " ").capitalize() or "Before the first answer"
    return f"{words}: {answer.replace('_', ' ')}" if answer else words
