"""What the worker does for the system of record on schedule."""

from datetime import timedelta

from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.jobs.schedules import Job
from customer_connect.exchange.outbound.runs import export_changes
from customer_connect.providers.record_drops import record_drop


def send_accepted_changes() -> int:
    """Hand over what is accepted, where settings name a way. Returns how many changes went out."""
    drop = record_drop()
    return export_changes(drop, by=Actor.system("export", Channel.EXCHANGE)).changes if drop else 0


# Often: a place that could not be reached gets its package soon after it can be; with nothing accepted it is one query.
SEND_ACCEPTED_CHANGES = Job(
    name="exchange.send_changes", run=send_accepted_changes, every=timedelta(minutes=15)
)
