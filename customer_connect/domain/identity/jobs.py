"""What the worker does for identity on schedule."""

from datetime import time, timedelta

from django.utils import timezone

from customer_connect.domain.identity.actions.cancel_returned_pins import cancel_returned_pins
from customer_connect.domain.identity.actions.note_addresses import note_addresses
from customer_connect.domain.identity.actions.note_emails import note_emails
from customer_connect.domain.identity.actions.tell_turned_off import tell_turned_off
from customer_connect.domain.identity.models import OneTimeCode
from customer_connect.domain.identity.models.codes import KEPT_FOR
from customer_connect.domain.jobs.schedules import Job


def forget_old_codes() -> int:
    """Delete codes that no limit counts any more. Returns how many."""
    deleted, _ = OneTimeCode.objects.filter(sent_at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted


TELL_TURNED_OFF = Job(name="identity.tell_turned_off", run=tell_turned_off, every=timedelta(minutes=1))
CANCEL_RETURNED_PINS = Job(
    name="identity.cancel_returned_pins", run=cancel_returned_pins, every=timedelta(minutes=10)
)
NOTE_EMAILS = Job(name="identity.note_emails", run=note_emails, every=timedelta(minutes=10))
NOTE_ADDRESSES = Job(name="identity.note_addresses", run=note_addresses, every=timedelta(minutes=10))
FORGET_OLD_CODES = Job(name="identity.forget_old_codes", run=forget_old_codes, at=time(3, 10))
