"""Tables of money. Primary keys are the system of record's own numbers; amounts are exact dollars.

A reversal's amount is negative and names the entry it reverses; an adjustment's may be either.
"""

from customer_connect.domain.payments.models.balances import Balance
from customer_connect.domain.payments.models.disbursements import Disbursement
from customer_connect.domain.payments.models.expected_payments import ExpectedPayment
from customer_connect.domain.payments.models.receipts import Receipt

__all__ = ["Balance", "Disbursement", "ExpectedPayment", "Receipt"]
