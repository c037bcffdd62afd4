"""Reading what the outbox is about to send."""

from customer_connect.domain.deliveries.messages import OneTimeCode
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.rendering import unseal_message


def sent_code() -> str:
    """Return the one-time code that was queued last."""
    delivery = Delivery.objects.filter(message=OneTimeCode.name).latest("id")
    assert delivery.context_sealed is not None
    message = unseal_message(delivery.message, bytes(delivery.context_sealed))
    assert isinstance(message, OneTimeCode)
    return message.code
