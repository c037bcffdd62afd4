"""Telling a participant that there is something new, without saying what."""

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.conversations.models import Message
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.destinations import Phone
from customer_connect.domain.deliveries.enums import Channel, State
from customer_connect.domain.deliveries.messages import SomethingNew
from customer_connect.domain.identity.actions.announce import announce
from customer_connect.domain.identity.models import ConfirmedContact


def tell_of_answer(*, message: Message, by: Actor) -> None:
    """Queue an email to every address of the person, or a text to their confirmed phones where no email goes out.

    The outbox keeps to their wishes for safe contact, to bad addresses and to quiet hours.
    """
    participant = message.conversation.participant
    emails = announce(participant=participant, message=SomethingNew(), by=by)
    if any(email.state != State.SKIPPED for email in emails):
        return
    for contact in ConfirmedContact.objects.visible_to(participant).filter(channel=Channel.TEXT):
        queue_message(
            participant=participant,
            to=Phone(contact.address),
            message=SomethingNew(),
            language=participant.language,
            once_key=f"answer:{message.pk}:{contact.pk}",
            by=by,
        )
