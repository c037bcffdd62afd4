"""`./connect seed-messages ACCOUNTS`: puts conversations between the demo's participants and its staff."""

import json
import uuid
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from PIL import Image, ImageDraw

from customer_connect.core.identifiers import digits_of
from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.conversations.actions.answer import answer
from customer_connect.domain.conversations.actions.attach import attach_file
from customer_connect.domain.conversations.actions.saved_replies import save_reply
from customer_connect.domain.conversations.actions.write import open_conversation, reply
from customer_connect.domain.conversations.due_dates import due_date_of
from customer_connect.domain.conversations.enums import Subject
from customer_connect.domain.conversations.models import Conversation, SavedReply
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import StaffRole

ME = Actor.system("seed-messages", Channel.COMMAND)
QUESTIONS = [
    (Subject.PAYMENT, "en", "My last payment has not arrived yet. Can you see where it is?", 0),
    (Subject.DOCUMENTS, "en", "Here is the pay stub that you asked me for.", 1),
    (Subject.DATE, "es", "No puedo ir a la cita del jueves porque trabajo. ¿Se puede cambiar?", 2),
    (Subject.BALANCE, "en", "I think that a payment of mine is missing in the balance.", 9),
    (Subject.ORDER, "es", "Perdí mi trabajo. ¿Qué hago para que cambien la orden de manutención?", 4),
    (Subject.INFORMATION, "en", "I have a new job since Monday. Do you need anything from me?", 1),
]
ANSWERS = {
    0: "The payment was sent to you yesterday. It reaches your account within two business days.",
    4: "Puede pedir una revisión de la orden. Le enviamos hoy los formularios por correo.",
}
THANKS = {4: "Muchas gracias. ¿Cuánto tarda la revisión?"}
SAVED = [
    (
        "Payment on its way",
        "Dear {first_name},\n\nyour payment is on its way. It reaches you within two business days.\n\n{my_name}",
        "Hola, {first_name}:\n\nSu pago va en camino. Le llega en un plazo de dos días hábiles.\n\n{my_name}",
    ),
    (
        "Please call us",
        "Dear {first_name},\n\nplease call me about case {case_number}: {office_phone}.\n\n{my_name}",
        "Hola, {first_name}:\n\nPor favor, llámeme por el caso {case_number}: {office_phone}.\n\n{my_name}",
    ),
]


class Command(BaseCommand):
    help = "Put conversations, some answered, one overdue, into the demo, once. Not in production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("accounts", type=Path, metavar="ACCOUNTS", help="the demo's accounts.json")

    def handle(self, *_: Any, accounts: Path, **__: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("seed-messages makes messages up: it does not run in production.")
        if Conversation.objects.exists():
            return
        _save_replies()
        written = [
            _write(membership, index) for index, membership in enumerate(_writers(accounts)[: len(QUESTIONS)])
        ]
        self.stdout.write(f"Conversations: {len(written)}.")


def _writers(accounts: Path) -> list[CaseMember]:
    """Return one case of each person who has a sign-in ready, those served by the staff's caseworkers first."""
    listed = json.loads(accounts.read_text(encoding="utf-8"))
    numbers = [
        int(digits_of(account["participant_id"])) for account in listed if not account["pin_is_temporary"]
    ]
    found = []
    for person in Participant.objects.filter(pk__in=numbers).order_by("pk"):
        mine = CaseMember.objects.visible_to(person).select_related("participant", "office")
        if membership := mine.filter(office__isnull=False).order_by("case_id").first():
            found.append(membership)
    offices = set(StaffMember.objects.filter(office__isnull=False).values_list("office", flat=True))
    return sorted(found, key=lambda each: (each.office_id not in offices, each.pk))


def _write(membership: CaseMember, index: int) -> Conversation:
    """Write one conversation, as old as it is to be, and answer it where it has an answer."""
    subject, language, words, days = QUESTIONS[index]
    person = membership.participant
    them = Actor(ActorKind.PARTICIPANT, str(person.pk), Channel.WEB)
    key = uuid.uuid4()
    if subject == Subject.DOCUMENTS:
        attach_file(participant=person, form_key=key, name="pay stub.jpg", content=_pay_stub(), by=them)
    conversation = open_conversation(
        participant=person,
        case_id=membership.case_id,
        subject=subject,
        body=words,
        language=language,
        form_key=key,
        by=them,
    )
    _set_back(conversation, timezone.now() - timedelta(days=days, hours=2))
    worker = _worker_of(conversation)
    if worker and index in ANSWERS:
        answer(
            conversation=conversation,
            staff=worker,
            body=ANSWERS[index],
            last_read_id=conversation.messages.latest("pk").pk,
            form_key=uuid.uuid4(),
            by=Actor(ActorKind.STAFF, str(worker.pk), Channel.COMMAND),
        )
    if worker and index in THANKS:
        reply(
            participant=person,
            conversation=conversation,
            body=THANKS[index],
            form_key=uuid.uuid4(),
            by=them,
        )
    return conversation


def _worker_of(conversation: Conversation) -> StaffMember | None:
    if conversation.assigned_to:
        return conversation.assigned_to
    workers = StaffMember.objects.active().filter(role=StaffRole.CASEWORKER).order_by("pk")
    return workers.filter(office=conversation.office).first() or workers.first()


def _set_back(conversation: Conversation, moment: datetime) -> None:
    """Let a conversation be from an earlier time."""
    conversation.messages.update(sent_at=moment)
    Conversation.objects.filter(pk=conversation.pk).update(
        opened_at=moment, last_message_at=moment, waiting_since=moment, due_on=due_date_of(moment)
    )


def _save_replies() -> None:
    supervisor = StaffMember.objects.active().filter(role=StaffRole.SUPERVISOR, office=None).first()
    if supervisor is None or SavedReply.objects.exists():
        return
    for title, english, spanish in SAVED:
        save_reply(staff=supervisor, title=title, body_en=english, body_es=spanish, by=ME)


def _pay_stub() -> bytes:
    """Draw what somebody photographed."""
    paper = Image.new("RGB", (900, 560), "#f7f3e8")
    pen = ImageDraw.Draw(paper)
    for row, line in enumerate(
        ("EARNINGS STATEMENT", "Hours 80.00", "Gross pay 1,840.00", "Net pay 1,466.20")
    ):
        pen.text((80, 80 + 90 * row), line, fill="#222222", font_size=44)
    written = BytesIO()
    paper.save(written, "JPEG")
    return written.getvalue()
