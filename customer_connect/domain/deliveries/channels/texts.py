"""Text messages, through the provider that settings name."""

from customer_connect.domain.deliveries.channels.outcomes import Refused, TryAgainLater
from customer_connect.domain.deliveries.messages import Message
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.rendering import render_text
from customer_connect.providers import sms


def send_text(delivery: Delivery, message: Message) -> str:
    """Hand one text message to the provider and return its reference. Raises TryAgainLater or Refused."""
    text = render_text(message, language=delivery.language)
    # Nobody got these words before they were queued.
    tried_since = delivery.queued_at if delivery.attempts > 1 else None
    try:
        return sms.text_messages().send(
            to=delivery.address, text=text, reference=delivery.key, tried_since=tried_since
        )
    except sms.TryAgainLater as error:
        raise TryAgainLater from error
    except sms.Refused as error:
        raise Refused from error
