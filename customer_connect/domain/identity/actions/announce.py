"""Telling a person of a security event over every email on file, so that nobody takes an account over unseen."""

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.queue import queue_email
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.messages import Message
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.models import ConfirmedContact


def announce(
    *, participant: Participant, message: Message, by: Actor, but_not_to: str = ""
) -> list[Delivery]:
    """Queue a message to the email of the system of record and to each confirmed one, however fresh.

    `but_not_to` is the address that the event is about. A person without any email is told nothing here.
    """
    confirmed = ConfirmedContact.objects.visible_to(participant).filter(channel=Channel.EMAIL)
    addresses = [participant.email, *(contact.address for contact in confirmed)]
    told = {address.casefold(): address for address in addresses if address}
    told.pop(but_not_to.strip().casefold(), None)
    return [
        queue_email(
            participant=participant, address=address, message=message, language=participant.language, by=by
        )
        for address in told.values()
    ]
