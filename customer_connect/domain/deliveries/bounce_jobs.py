"""What the worker does for undelivered email on schedule."""

from datetime import timedelta

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.read_bounces import read_bounces
from customer_connect.domain.jobs.schedules import Job
from customer_connect.providers.mailboxes import bounce_mailbox, has_bounce_mailbox


def read_bounce_mailbox() -> int:
    """Read the mailbox of undelivered email, where the agency has one. Returns how many mails were noted."""
    if not has_bounce_mailbox():
        return 0
    return read_bounces(mailbox=bounce_mailbox(), by=Actor.system("bounces")).noted


READ_BOUNCES = Job(name="deliveries.read_bounces", run=read_bounce_mailbox, every=timedelta(minutes=5))
