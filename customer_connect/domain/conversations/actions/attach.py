"""Files of a participant's form: taking them in, and dropping them again, while it is being filled in."""

import uuid

from django.db import transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.models import Attachment
from customer_connect.domain.conversations.taking_in import Basket, take_in


def attach_file(
    *, participant: Participant, form_key: uuid.UUID, name: str, content: bytes, by: Actor
) -> Attachment:
    """Take a file in and keep it for its form. The same file again returns the first one. Raises FileRefused."""
    return take_in(Basket(participant, form_key=form_key), name=name, content=content, by=by)


@transaction.atomic
def drop_file(*, participant: Participant, form_key: uuid.UUID, attachment_id: int, by: Actor) -> None:
    """Take a file off a form that was not sent yet. Does nothing for any other."""
    mine = Attachment.objects.visible_to(participant).unsent()
    if vault.forget(mine.filter(form_key=form_key, pk=attachment_id)):
        record("conversations.file_dropped", by=by, participant_id=participant.pk, attachment=attachment_id)
