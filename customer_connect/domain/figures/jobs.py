"""The worker's job: keep the figures added up."""

from datetime import timedelta

from customer_connect.domain.figures.actions.count_days import count_days
from customer_connect.domain.jobs.schedules import Job

COUNT_DAYS = Job(name="figures.count_days", run=count_days, every=timedelta(minutes=15))
