"""When letters go to the print shop: daily, at the agency's cut-off."""

from datetime import datetime, timedelta

from django.utils import timezone

from customer_connect.core.agencies import agency


def next_cut_off(now: datetime) -> datetime:
    """Return the first cut-off after `now`."""
    return last_cut_off(now) + timedelta(days=1)


def last_cut_off(now: datetime) -> datetime:
    """Return the latest cut-off that is not after `now`."""
    clock = agency().deliveries.letters_cut_off
    local = timezone.localtime(now)
    cut_off = local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0, fold=0)
    return cut_off if cut_off <= local else cut_off - timedelta(days=1)
