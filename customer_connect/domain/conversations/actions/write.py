"""What a participant writes: a first message, or a reply."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.conversations.due_dates import due_date_of
from customer_connect.domain.conversations.enums import State, Subject
from customer_connect.domain.conversations.exceptions import NotTheirCase, NotTheirReport, TooManyMessages
from customer_connect.domain.conversations.models import Attachment, Conversation, Message
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import Permission


@transaction.atomic
def open_conversation(
    *,
    participant: Participant,
    case_id: int,
    subject: Subject,
    body: str,
    language: str,
    form_key: uuid.UUID,
    about: ReportedChange | None = None,
    by: Actor,
) -> Conversation:
    """Write to the office that serves this person in one of their cases. The same form again returns the first one.

    The files uploaded to the form come along. It may be `about` a report of theirs on themselves. Raises
    NotTheirCase, NotTheirReport, TooManyMessages.
    """
    membership = _membership(participant, case_id)
    if about and not ReportedChange.objects.visible_to(participant).of_oneself().filter(pk=about.pk).exists():
        raise NotTheirReport
    sent_key = _key_of(form_key, case_id, subject.value, body)
    if sent := Conversation.objects.visible_to(participant).filter(form_key=sent_key).first():
        return sent
    _check_how_many(participant)
    now = timezone.now()
    conversation, is_new = Conversation.objects.get_or_create(
        participant=participant,
        form_key=sent_key,
        defaults={
            "case_id": case_id,
            "office": membership.office,
            "case_office_id": membership.case.office_id,
            "assigned_to": _worker_of(membership),
            "subject": subject,
            "change": about,
            "language": language,
            "opened_at": now,
            "last_message_at": now,
            "waiting_since": now,
            "due_on": due_date_of(now),
        },
    )
    if is_new:
        _add(conversation, body, form_key, sent_key, now, by=by)
    return conversation


@transaction.atomic
def reply(
    *, participant: Participant, conversation: Conversation, body: str, form_key: uuid.UUID, by: Actor
) -> Message:
    """Write on in one's own conversation. It waits for an answer again, if it did not already.

    The same form again returns the first message. Raises Conversation.DoesNotExist, TooManyMessages.
    """
    mine = Conversation.objects.visible_to(participant).select_for_update(no_key=True)
    held = mine.get(pk=conversation.pk)
    sent_key = _key_of(form_key, held.pk, body)
    if sent := held.messages.filter(form_key=sent_key).first():
        return sent
    _check_how_many(participant)
    now = timezone.now()
    if not held.is_open:
        held.state, held.waiting_since, held.due_on = State.OPEN, now, due_date_of(now)
    held.last_message_at = now
    held.save(update_fields=["state", "waiting_since", "due_on", "last_message_at"])
    return _add(held, body, form_key, sent_key, now, by=by)


def _membership(participant: Participant, case_id: int) -> CaseMember:
    mine = CaseMember.objects.visible_to(participant).select_related("office", "case")
    membership = mine.filter(case=case_id).first()
    if membership is None:
        raise NotTheirCase
    return membership


def _worker_of(membership: CaseMember) -> StaffMember | None:
    """Return the member of staff who is this person's caseworker, if that one answers messages here."""
    if membership.caseworker_id is None:
        return None
    worker = StaffMember.objects.active().filter(caseworker=membership.caseworker_id).first()
    return worker if worker and worker.may(Permission.ANSWER_MESSAGES) else None


def _check_how_many(participant: Participant) -> None:
    a_day_ago = timezone.now() - timedelta(days=1)
    written = Message.objects.visible_to(participant).from_participants().filter(sent_at__gt=a_day_ago)
    if written.count() >= agency().messages.messages_a_day:
        raise TooManyMessages


def _add(
    conversation: Conversation,
    body: str,
    form_key: uuid.UUID,
    sent_key: uuid.UUID,
    now: datetime,
    *,
    by: Actor,
) -> Message:
    message = Message.objects.create(conversation=conversation, body=body, sent_at=now, form_key=sent_key)
    mine = Attachment.objects.visible_to(conversation.participant).unsent()
    files = mine.filter(form_key=form_key).update(message=message)
    record(
        "conversations.written",
        by=by,
        participant_id=conversation.participant_id,
        conversation=conversation.pk,
        subject=conversation.subject,
        files=files,
    )
    return message


def _key_of(form_key: uuid.UUID, *said: Any) -> uuid.UUID:
    """Mix the form's number with what was said: the browser's way back keeps the number for another text."""
    return uuid.uuid5(form_key, json.dumps(said))
