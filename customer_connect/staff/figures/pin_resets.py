"""New PINs: asked for, sent, used."""

from customer_connect.domain.figures.counters import PIN_RESETS, TEMPORARY_PINS_USED
from customer_connect.domain.identity.models.pin_resets import PinDelivery, ResetRefusal, ResetState
from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.tables import Table, along_time, by_value, per_step, per_value


def tables(asked: Asked) -> list[Table]:
    """Return requests along time, what became of them, and why no PIN was sent."""
    counts, used = asked.counts(PIN_RESETS), asked.counts(TEMPORARY_PINS_USED)
    columns = {
        "Asked for": per_step(counts),
        "Sent": per_step(counts, ResetState.EMAILED, ResetState.MAILED),
        "Used": per_step(used),
    }
    ways = {str(each.name).title(): per_value(counts, 1, where=(3, each)) for each in PinDelivery}
    refused = {key: count for key, count in counts.items() if key[1] == ResetState.REFUSED}
    note = "Used: people who chose a new PIN with a temporary one, whoever had it sent." + (
        "" if asked.scope.is_everywhere else " Requests that fit nobody are in no office’s figures."
    )
    return [
        along_time(asked, "pin-resets", "PIN resets", columns, note),
        by_value("states", "What became of requests", "State", ResetState, ways),
        by_value(
            "refusals", "Why no PIN was sent", "Reason", ResetRefusal, {"Requests": per_value(refused, 2)}
        ),
    ]
