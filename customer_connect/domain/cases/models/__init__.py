"""Tables of participants, cases, orders and offices. Primary keys are the system of record's own numbers."""

from customer_connect.domain.cases.models.addresses import PostalAddress
from customer_connect.domain.cases.models.cases import Case, CaseMember
from customer_connect.domain.cases.models.offices import Caseworker, Office
from customer_connect.domain.cases.models.orders import Order
from customer_connect.domain.cases.models.participants import Participant

__all__ = ["Case", "CaseMember", "Caseworker", "Office", "Order", "Participant", "PostalAddress"]
