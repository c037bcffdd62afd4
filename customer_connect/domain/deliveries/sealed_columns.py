"""What stands sealed in the tables of this area."""

from customer_connect.core.resealing import SealedColumn
from customer_connect.domain.deliveries.models.deliveries import ADDRESS_PURPOSE, CONTEXT_PURPOSE
from customer_connect.domain.deliveries.models.safe_contacts import NOTE_PURPOSE

SEALED_COLUMNS = [
    SealedColumn("deliveries.Delivery", "address_sealed", ADDRESS_PURPOSE),
    SealedColumn("deliveries.Delivery", "context_sealed", CONTEXT_PURPOSE),
    SealedColumn("deliveries.SafeContact", "note_sealed", NOTE_PURPOSE),
]
