"""What the worker tidies up: old conversations, drafts and files that nobody sent, offices that have changed."""

from datetime import time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Case, CaseMember
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.enums import FileState, State
from customer_connect.domain.conversations.models import Attachment, Conversation, Draft
from customer_connect.domain.jobs.schedules import Job


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
            of_it = Q(message__conversation=conversation) | Q(draft__conversation=conversation)
            vault.forget(Attachment.objects.filter(of_it))
            conversation.delete()
        done += 1
    return done


def forget_old_drafts() -> int:
    """Delete what staff began and left lying for longer than the agency keeps it, with its files. Returns how many."""
    before = timezone.now() - timedelta(days=agency().messages.drafts_kept_days)
    old = list(Draft.objects.untouched_since(before).order_by("saved_at").values_list("pk", flat=True)[:5000])
    with transaction.atomic():
        vault.forget(Attachment.objects.filter(draft__in=old))
        Draft.objects.filter(pk__in=old).delete()
    return len(old)


def forget_unsent_files() -> int:
    """Delete files of forms that nobody sent, and files that no row knows. Returns how many."""
    before = timezone.now() - timedelta(days=agency().messages.unsent_files_kept_days)
    with transaction.atomic():
        done = vault.forget(Attachment.objects.unsent().filter(received_at__lt=before))
    names = vault.names_older_than(before.timestamp())
    kept = Attachment.objects.exclude(state=FileState.REFUSED)
    known = set(kept.filter(stored_name__in=names).values_list("stored_name", flat=True))
    strays = [name for name in names if name not in known]
    for name in strays:
        vault.delete(name)
    return done + len(strays)


def forget_late_files() -> int:
    """Delete files that came after a session had ended and were not fetched in time. Returns how many."""
    with transaction.atomic():
        return vault.forget(Attachment.objects.filter(message=None, late_until__lte=timezone.now()))


def follow_offices() -> int:
    """Move conversations to the offices that serve the person and the case now. Returns how many."""
    part = CaseMember.objects.filter(case=OuterRef("case"), participant=OuterRef("participant"))
    case = Case.objects.filter(pk=OuterRef("case"))
    return _follow("office", part.values("office")[:1]) + _follow("case_office", case.values("office")[:1])


def _follow(field: str, office_now: "QuerySet[Any, Any]") -> int:
    now = Conversation.objects.alias(office_now=Subquery(office_now))
    other = Q(**{field: None}) | ~Q(**{field: F("office_now")})
    return now.filter(other, office_now__isnull=False).update(**{field: Subquery(office_now)})


FORGET_OLD_MESSAGES = Job(name="conversations.forget_old_messages", run=forget_old_messages, at=time(3, 45))
FORGET_OLD_DRAFTS = Job(name="conversations.forget_old_drafts", run=forget_old_drafts, at=time(3, 48))
FORGET_UNSENT_FILES = Job(name="conversations.forget_unsent_files", run=forget_unsent_files, at=time(3, 50))
FORGET_LATE_FILES = Job(
    name="conversations.forget_late_files", run=forget_late_files, every=timedelta(minutes=10)
)
FOLLOW_OFFICES = Job(name="conversations.follow_offices", run=follow_offices, at=time(4, 30))
