"""What the worker does for letters on schedule."""

from datetime import time, timedelta

from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries import print_files
from customer_connect.domain.deliveries.actions.acknowledge_letters import delete_print_file
from customer_connect.domain.deliveries.actions.hand_over_letters import send_letter_batches
from customer_connect.domain.deliveries.letter_enums import BatchState
from customer_connect.domain.deliveries.models import LetterBatch
from customer_connect.domain.jobs.schedules import Job


def send_batches() -> int:
    """Bring the letters of the last cut-off to the print shop. Returns how many got there."""
    return send_letter_batches(by=Actor.system("letters"))


def delete_old_print_files() -> int:
    """Delete print files that were kept long enough, and what belongs to no batch. Returns how many."""
    oldest = timezone.now() - timedelta(days=agency().deliveries.print_files_kept_days)
    old = LetterBatch.objects.filter(handed_over_at__lt=oldest, file_deleted_at=None)
    deleted = sum(delete_print_file(batch=batch) for batch in old)
    kept = LetterBatch.objects.filter(file_deleted_at=None).exclude(state=BatchState.EMPTY)
    return deleted + print_files.delete_strays({batch.name for batch in kept})


# Often, so that a print shop that could not be reached gets its letters soon after it can be.
SEND_LETTER_BATCHES = Job(name="deliveries.letter_batches", run=send_batches, every=timedelta(minutes=5))
DELETE_PRINT_FILES = Job(name="deliveries.delete_print_files", run=delete_old_print_files, at=time(3, 40))
