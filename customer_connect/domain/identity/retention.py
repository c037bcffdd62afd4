"""How long throttles, tries and sessions are kept, and the worker's job that forgets them."""

from datetime import time, timedelta

from django.utils import timezone

from customer_connect.domain.identity.models import (
    AccountThrottle,
    FailedTry,
    KeptForm,
    NetworkThrottle,
    PinResetRequest,
    Session,
    SignIn,
)
from customer_connect.domain.identity.models.kept_forms import KEPT_FOR
from customer_connect.domain.identity.throttling import SPRAY_WINDOW
from customer_connect.domain.jobs.schedules import Job

QUIET_THROTTLES = timedelta(
    days=30
)  # of numbers that belong to nobody; those of people stay with their count
TRIES_AT_NOBODY = timedelta(days=30)
HISTORY = timedelta(days=730)  # what a person can look back on; the audit trail is kept longer


def forget_old_tries() -> int:
    """Delete what no limit, no page and no session needs any more. Returns how many rows."""
    now = timezone.now()
    sign_ins, requests = SignIn.objects.all(), PinResetRequest.objects.filter(asked_sealed=None)
    old = [
        FailedTry.objects.filter(at__lt=now - SPRAY_WINDOW),
        NetworkThrottle.objects.filter(changed_at__lt=now - SPRAY_WINDOW),
        AccountThrottle.objects.filter(participant__isnull=True, changed_at__lt=now - QUIET_THROTTLES),
        sign_ins.filter(participant__isnull=True, at__lt=now - TRIES_AT_NOBODY),
        sign_ins.filter(at__lt=now - HISTORY),
        requests.filter(participant__isnull=True, asked_at__lt=now - TRIES_AT_NOBODY),
        requests.filter(asked_at__lt=now - HISTORY),
        Session.objects.filter(expire_date__lt=now),
    ]
    return sum(rows.delete()[0] for rows in old)


def forget_kept_forms() -> int:
    """Delete what people had typed when their session ended and did not come back for. Returns how many forms."""
    return KeptForm.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR).delete()[0]


FORGET_KEPT_FORMS = Job(name="identity.forget_kept_forms", run=forget_kept_forms, every=timedelta(minutes=10))
FORGET_OLD_TRIES = Job(name="identity.forget_old_tries", run=forget_old_tries, at=time(3, 20))
