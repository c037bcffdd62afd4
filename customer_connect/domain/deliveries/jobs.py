"""What the worker does for the outbox on schedule."""

from datetime import timedelta

from customer_connect.domain.deliveries.claims import bring_back_stuck
from customer_connect.domain.jobs.schedules import Job

BRING_BACK_STUCK = Job(name="deliveries.bring_back_stuck", run=bring_back_stuck, every=timedelta(minutes=1))
