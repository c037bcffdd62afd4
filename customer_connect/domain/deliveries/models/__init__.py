"""Tables of the outbox: messages, letter batches, and addresses that mail came back from."""

from customer_connect.domain.deliveries.models.deliveries import (
    ADDRESS_PURPOSE,
    CONTEXT_PURPOSE,
    STUCK_AFTER,
    Delivery,
    DeliveryQuerySet,
)

__all__ = ["ADDRESS_PURPOSE", "CONTEXT_PURPOSE", "STUCK_AFTER", "Delivery", "DeliveryQuerySet"]
