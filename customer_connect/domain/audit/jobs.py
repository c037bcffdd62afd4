"""The worker's jobs: seal what is new every minute, check the last days' seals every night."""

from datetime import time, timedelta

from django.utils import timezone

from customer_connect.domain.audit.actions.seal import seal_events
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.verifications import verify
from customer_connect.domain.jobs.schedules import Job
from customer_connect.providers.witnesses import witness

CHECKED_NIGHTLY = timedelta(days=2)


class TrailIsBroken(Exception):
    """The chain does not hold. The message tells the first link that is wrong."""


def verify_recent() -> int:
    """Check the seals of the last days. Returns how many. Raises TrailIsBroken."""
    result = verify(
        by=Actor.system("audit.verify_recent"), since=timezone.now() - CHECKED_NIGHTLY, witness=witness()
    )
    if not result.is_whole:
        raise TrailIsBroken(result.finding)
    return result.seals


SEAL_EVENTS = Job(name="audit.seal_events", run=seal_events, every=timedelta(minutes=1))
VERIFY_RECENT = Job(name="audit.verify_recent", run=verify_recent, at=time(4, 40))
