"""What the worker tidies up: old conversations, files of forms that were never sent, offices that have changed."""

from datetime import time, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import CaseMember
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.enums import State
from customer_connect.domain.conversations.models import Attachment, Conversation
from customer_connect.domain.conversations.models.attachments import AttachmentQuerySet
from customer_connect.domain.jobs.schedules import Job

UNSENT = timedelta(days=1)


def forget_old_messages() -> int:
    """Delete conversations that are older than the agency keeps them, with their files. Returns how many."""
    before = timezone.now() - timedelta(days=agency().messages.kept_days)
    old = Conversation.objects.exclude(state=State.OPEN).filter(last_message_at__lt=before)
    done = 0
    for conversation in old.order_by("last_message_at")[:5000]:
        with transaction.atomic():
            record(
                "conversations.deleted",
                by=Actor.system("forget-old-messages"),
                participant_id=conversation.participant_id,
                conversation=conversation.pk,
            )
            _delete_files(Attachment.objects.filter(message__conversation=conversation))
            conversation.delete()
        done += 1
    return done


def forget_unsent_files() -> int:
    """Delete files of forms that nobody sent, and files that no row knows. Returns how many."""
    before = timezone.now() - UNSENT
    with transaction.atomic():
        done = _delete_files(Attachment.objects.unsent().filter(received_at__lt=before))
    names = vault.names_older_than(before.timestamp())
    known = set(Attachment.objects.filter(stored_name__in=names).values_list("stored_name", flat=True))
    strays = [name for name in names if name not in known]
    for name in strays:
        vault.delete(name)
    return done + len(strays)


def follow_offices() -> int:
    """Move conversations to the office that serves the person now, as the system of record says. Returns how many."""
    part = CaseMember.objects.filter(case=OuterRef("case"), participant=OuterRef("participant"))
    now = Conversation.objects.alias(office_now=Subquery(part.values("office")[:1]))
    other = Q(office=None) | ~Q(office=F("office_now"))
    moved = now.filter(other, office_now__isnull=False)
    return moved.update(office=Subquery(part.values("office")[:1]))


def _delete_files(attachments: AttachmentQuerySet) -> int:
    """Delete rows now, and their files once that is for good."""
    names = list(attachments.values_list("stored_name", flat=True))
    attachments.delete()
    for name in names:
        transaction.on_commit(partial(vault.delete, name))
    return len(names)


FORGET_OLD_MESSAGES = Job(name="conversations.forget_old_messages", run=forget_old_messages, at=time(3, 45))
FORGET_UNSENT_FILES = Job(name="conversations.forget_unsent_files", run=forget_unsent_files, at=time(3, 50))
FOLLOW_OFFICES = Job(name="conversations.follow_offices", run=follow_offices, at=time(4, 30))
