"""Emails, texts and letters, and why some did not go out."""

from customer_connect.domain.deliveries.enums import Channel, Reason, State
from customer_connect.domain.figures.counters import DELIVERIES
from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.tables import Table, along_time, by_value, per_step, per_value


def tables(asked: Asked) -> list[Table]:
    """Return messages along time, and states and reasons by channel."""
    counts = asked.counts(DELIVERIES)
    columns = {
        "Sent": per_step(counts, State.SENT),
        "Failed": per_step(counts, State.FAILED),
        "Not sent": per_step(counts, State.SKIPPED),
    }
    undone = {key: count for key, count in counts.items() if key[1] in {State.FAILED, State.SKIPPED}}
    states = {str(each.label): per_value(counts, 1, where=(2, each)) for each in Channel}
    reasons = {str(each.label): per_value(undone, 3, where=(2, each)) for each in Channel}
    return [
        along_time(asked, "deliveries", "Deliveries", columns),
        by_value("states", "How they stand", "State", State, states),
        by_value("reasons", "Why they failed or were not sent", "Reason", Reason, reasons),
    ]
