"""How long call records are kept, and the worker's job that forgets them."""

from datetime import time, timedelta

from django.db.models import Q
from django.utils import timezone

from customer_connect.domain.calls.enums import CallBackState, CallOutcome
from customer_connect.domain.calls.models import Call, CallBack, Referral
from customer_connect.domain.jobs.schedules import Job

NUMBERS = timedelta(days=30)  # after the call, or after a call-back was settled
CALLS_OF_NOBODY = timedelta(days=90)  # without a participant: figures only
CALLS_OF_PEOPLE = timedelta(days=730)  # as long as their other sign-ins
UNENDED = timedelta(hours=6)  # a gateway that broke never said how these ended


def forget_old_calls() -> int:
    """Close calls that nobody ended, take numbers out of old records, delete the oldest. Returns how many rows."""
    now = timezone.now()
    calls, call_backs = Call.objects.all(), CallBack.objects.exclude(state=CallBackState.WAITING)
    stale = Call.objects.under_way().filter(last_heard_at__lt=now - UNENDED)
    changed = stale.update(ended_at=now, outcome=CallOutcome.LOST)
    changed += calls.filter(started_at__lt=now - NUMBERS, number_sealed__isnull=False).update(
        number_sealed=None
    )
    changed += call_backs.filter(settled_at__lt=now - NUMBERS, number_sealed__isnull=False).update(
        number_sealed=None
    )
    settled = calls.exclude(call_backs__state=CallBackState.WAITING)
    nobodys = settled.filter(participant=None, started_at__lt=now - CALLS_OF_NOBODY).exclude(_was_known())
    peoples = settled.filter(started_at__lt=now - CALLS_OF_PEOPLE)
    seen_to = Referral.objects.filter(handled_at__lt=now - CALLS_OF_PEOPLE)
    return changed + nobodys.delete()[0] + peoples.delete()[0] + seen_to.delete()[0]


def _was_known() -> Q:
    """Return the condition that an agent found out who called."""
    return Q(agent_requests__participant__isnull=False) | Q(call_backs__participant__isnull=False)


FORGET_OLD_CALLS = Job(name="calls.forget_old_calls", run=forget_old_calls, at=time(3, 30))
