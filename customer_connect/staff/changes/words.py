"""Where a report stands, in words for staff: the domain's own are for its author."""

from customer_connect.domain.changes.enums import State
from customer_connect.domain.changes.models import ReportedChange

_STATES = {
    State.PENDING: "To decide",
    State.ASKED: "Asked back, no answer yet",
    State.ACCEPTED: "Accepted, not sent yet",
    State.SENT: "Sent to the system of record",
    State.DONE: "Done: the system of record has it",
    State.NOT_ACCEPTED: "Rejected by staff",
    State.WITHDRAWN: "Taken back by its author",
}


def state_of(change: ReportedChange) -> str:
    """Return where a report stands."""
    return "Refused by the system of record" if change.is_refused_by_record else _STATES[State(change.state)]
