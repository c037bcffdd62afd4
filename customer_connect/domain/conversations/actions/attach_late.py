"""Files of a form that came in after its sender's session had ended.

Who was at that browser is not known. So they are on no form, and go nowhere, until their owner has signed in, seen
them beside what was typed, and said so. They wait as long as the kept form does.
"""

import uuid

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.models import Attachment
from customer_connect.domain.conversations.taking_in import Basket, take_in
from customer_connect.domain.identity.models.kept_forms import KEPT_FOR


def attach_late_file(
    *, participant: Participant, form_key: uuid.UUID, name: str, content: bytes, by: Actor
) -> Attachment:
    """Take a file in and keep it beside the kept form. Raises FileRefused."""
    basket = Basket(participant, form_key=form_key, late_until=timezone.now() + KEPT_FOR)
    return take_in(basket, name=name, content=content, by=by)


@transaction.atomic
def fetch_late_files(*, participant: Participant, form_key: uuid.UUID, by: Actor) -> int:
    """Put them onto the form they came with: their owner goes on with it. Returns how many."""
    late = Attachment.objects.visible_to(participant).late(timezone.now()).filter(form_key=form_key)
    fetched = late.update(late_until=None)
    if fetched:
        record("conversations.late_files_fetched", by=by, participant_id=participant.pk, files=fetched)
    return fetched


@transaction.atomic
def drop_late_files(*, participant: Participant, form_key: uuid.UUID, by: Actor) -> int:
    """Delete them: their owner has thrown the form away. Returns how many."""
    late = Attachment.objects.visible_to(participant).late(timezone.now()).filter(form_key=form_key)
    dropped = vault.forget(late)
    if dropped:
        record("conversations.late_files_dropped", by=by, participant_id=participant.pk, files=dropped)
    return dropped
