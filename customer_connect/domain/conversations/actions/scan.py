"""Scanning what lies in quarantine: the worker's queue."""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from customer_connect.core.sealing import CannotOpen
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.due_dates import due_date_of
from customer_connect.domain.conversations.enums import FileState, Refusal, State
from customer_connect.domain.conversations.models import Attachment, Conversation
from customer_connect.providers.scanning import CannotScan, has_scanner, scanner

logger = logging.getLogger(__name__)
# A worker that died gives its file back after so long; a scanner that did not answer is asked again then.
LEASE = timedelta(minutes=3)


def scan_one() -> bool:
    """Scan the file that waits longest. Returns whether there was one. The scanner is asked outside any transaction."""
    if not has_scanner():
        return False
    attachment = _take(timezone.now())
    if attachment is None:
        return False
    try:
        virus = scanner().find_virus(vault.content_of(attachment))
    except CannotScan:
        logger.warning("The virus scanner did not look at file %s: it is asked again later", attachment.pk)
        return True
    except (vault.FileGone, CannotOpen) as error:
        logger.error("File %s cannot be read: %s", attachment.pk, type(error).__name__)  # noqa: TRY400
        _settle(attachment, Refusal.UNREADABLE)
        return True
    if virus:
        logger.warning("A virus was found in file %s", attachment.pk)
    _settle(attachment, Refusal.VIRUS if virus else Refusal.NONE, virus)
    return True


def _take(now: datetime) -> Attachment | None:
    """Take the next file: nobody else gets it before the lease is over."""
    with transaction.atomic():
        waiting = Attachment.objects.filter(state=FileState.WAITING, next_scan_at__lte=now)
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        attachment = waiting.order_by("next_scan_at").first()
        if attachment is not None:
            attachment.next_scan_at = now + LEASE
            attachment.scans += 1
            attachment.save(update_fields=["next_scan_at", "scans"])
    return attachment


@transaction.atomic
def _settle(attachment: Attachment, refusal: Refusal, virus: str = "") -> None:
    """Let a clean file out of quarantine; delete any other and keep the note of why."""
    state = FileState.REFUSED if refusal else FileState.CLEAN
    waiting = Attachment.objects.filter(pk=attachment.pk, state=FileState.WAITING)
    if not waiting.update(state=state, refusal=refusal, scanned_at=timezone.now()):
        return
    record(
        "conversations.file_scanned",
        by=Actor.system("virus-scan"),
        participant_id=attachment.participant_id,
        attachment=attachment.pk,
        state=state.value,
        virus=virus[:100],
    )
    if refusal:
        attachment.refresh_from_db(fields=["message"])  # it may have been sent while it was scanned
        _wait_for_another(attachment)
        transaction.on_commit(lambda: vault.delete(attachment.stored_name))


def _wait_for_another(attachment: Attachment) -> None:
    """Put a conversation back among those that wait where it was the agency's own file: its reader did not get it."""
    now = timezone.now()
    if attachment.is_from_staff and attachment.message is not None:
        sent = Conversation.objects.filter(pk=attachment.message.conversation_id).exclude(state=State.OPEN)
        sent.update(state=State.OPEN, waiting_since=now, due_on=due_date_of(now))
