"""What stands sealed in the tables of this area."""

from customer_connect.core.resealing import SealedColumn
from customer_connect.domain.calls.models.calls import NUMBER_PURPOSE

SEALED_COLUMNS = [
    SealedColumn("calls.Call", "number_sealed", NUMBER_PURPOSE),
    SealedColumn("calls.CallBack", "number_sealed", NUMBER_PURPOSE),
]
