"""What stands sealed in the tables of this area."""

from customer_connect.core.resealing import SealedColumn
from customer_connect.domain.identity.actions.request_pin_reset import ASKED_PURPOSE
from customer_connect.domain.identity.models.contacts import CONTACT_PURPOSE

SEALED_COLUMNS = [
    SealedColumn("identity.ConfirmedContact", "address_sealed", CONTACT_PURPOSE),
    SealedColumn("identity.PinResetRequest", "asked_sealed", ASKED_PURPOSE),
]
