"""What stands sealed in the tables of this area."""

from customer_connect.core.resealing import SealedColumn
from customer_connect.domain.changes.models import DETAILS_PURPOSE

SEALED_COLUMNS = [SealedColumn("changes.ReportedChange", "details_sealed", DETAILS_PURPOSE)]
