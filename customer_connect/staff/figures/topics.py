"""What there are figures of."""

from collections.abc import Callable
from dataclasses import dataclass

from customer_connect.staff.figures import calls, changes, deliveries, imports, messages, pin_resets, sign_ins
from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.tables import Table


@dataclass(frozen=True)
class Topic:
    """One page of figures. `has_office`: they can be told apart by office."""

    slug: str
    label: str
    tables: Callable[[Asked], list[Table]]
    has_office: bool = True


TOPICS = [
    Topic("sign-ins", "Sign-ins", sign_ins.tables),
    Topic("pins", "PIN resets", pin_resets.tables),
    Topic("messages", "Messages", messages.tables),
    Topic("changes", "Reported changes", changes.tables),
    Topic("calls", "Calls", calls.tables, has_office=False),
    Topic("imports", "Imports", imports.tables, has_office=False),
    Topic("deliveries", "Deliveries", deliveries.tables),
]
