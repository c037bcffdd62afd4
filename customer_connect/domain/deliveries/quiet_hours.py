"""When text messages wait for the morning (47 CFR 64.1200(c)(1): not before 8 a.m. nor after 9 p.m.)."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from customer_connect.core.agencies import agency


def first_moment_outside_quiet_hours(moment: datetime) -> datetime:
    """Return `moment`, or the end of the agency's quiet hours when it falls into them."""
    hours = agency().deliveries
    local = timezone.localtime(moment)
    if not _is_within(local.time(), hours.quiet_from, hours.quiet_until):
        return moment
    until = local.replace(
        hour=hours.quiet_until.hour, minute=hours.quiet_until.minute, second=0, microsecond=0, fold=0
    )
    return until if until > local else until + timedelta(days=1)


def _is_within(clock: time, begins: time, ends: time) -> bool:
    if begins <= ends:
        return begins <= clock < ends
    return clock >= begins or clock < ends
