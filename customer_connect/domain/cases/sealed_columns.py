"""What stands sealed in the tables of this area."""

from customer_connect.core.resealing import SealedColumn

SEALED_COLUMNS = [
    SealedColumn("cases.Participant", "ssn_sealed", "ssn"),
    SealedColumn("cases.Participant", "itin_sealed", "itin"),
]
