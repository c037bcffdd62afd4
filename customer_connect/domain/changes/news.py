"""Telling the author of a report that there is something to read, without saying what."""

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.destinations import Phone
from customer_connect.domain.deliveries.enums import Channel, State
from customer_connect.domain.deliveries.messages import ReportNews
from customer_connect.domain.identity.actions.announce import announce
from customer_connect.domain.identity.models import ConfirmedContact


def tell_of_news(change: ReportedChange, *, by: Actor) -> None:
    """Queue an email to the author, or a text where no email reaches them. Nothing about the other party is news."""
    if change.is_about_other_party:
        return
    told = announce(participant=change.author, message=ReportNews(), by=by)
    if any(email.state != State.SKIPPED for email in told):
        return
    phone = ConfirmedContact.objects.visible_to(change.author).filter(channel=Channel.TEXT).first()
    if phone is not None:
        queue_message(
            participant=change.author,
            to=Phone(phone.address),
            message=ReportNews(),
            language=change.author.language,
            by=by,
        )
