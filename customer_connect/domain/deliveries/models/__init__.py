"""Tables of the outbox: messages, letter batches, bad addresses, and how people wish to be reached."""

from customer_connect.domain.deliveries.models.addresses import BadAddress
from customer_connect.domain.deliveries.models.bad_emails import (
    BadEmail,
    BadEmailKind,
    SoftBounce,
    email_index,
)
from customer_connect.domain.deliveries.models.deliveries import (
    ADDRESS_PURPOSE,
    CONTEXT_PURPOSE,
    STUCK_AFTER,
    Delivery,
    DeliveryQuerySet,
)
from customer_connect.domain.deliveries.models.letter_batches import BatchedLetter, LetterBatch
from customer_connect.domain.deliveries.models.letter_problems import LetterProblem
from customer_connect.domain.deliveries.models.safe_contacts import SafeContact

__all__ = [
    "ADDRESS_PURPOSE",
    "CONTEXT_PURPOSE",
    "STUCK_AFTER",
    "BadAddress",
    "BadEmail",
    "BadEmailKind",
    "BatchedLetter",
    "Delivery",
    "DeliveryQuerySet",
    "LetterBatch",
    "LetterProblem",
    "SafeContact",
    "SoftBounce",
    "email_index",
]
