"""New PINs: asked for, sent, used."""

from django.db.models import Q

from customer_connect.domain.audit.models import Event
from customer_connect.domain.identity.models import PinResetRequest
from customer_connect.domain.identity.models.pin_resets import PinDelivery, ResetRefusal, ResetState
from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.tables import Table, along_time, by_value, per_step, per_value


def tables(asked: Asked) -> list[Table]:
    """Return requests along time, what became of them, and why no PIN was sent."""
    requests = asked.of_people(PinResetRequest.objects.all())
    counts = asked.counted(requests, "asked_at", ("state", "reason", "way"))
    chosen = Event.objects.filter(action="identity.pin_changed").between(asked.begins_at, None)
    used = asked.counted(
        asked.of_people(chosen.filter(Q(details__was_temporary=True)), "participant_number"), "at"
    )
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
