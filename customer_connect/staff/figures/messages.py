"""Messages with participants, and their clock of three business days."""

from django.db.models import Count, Q

from customer_connect.core.dates import today
from customer_connect.domain.conversations.models import Conversation
from customer_connect.domain.figures.counters import ANSWERS, MESSAGES
from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.tables import Table, along_time, per_step


def tables(asked: Asked) -> list[Table]:
    """Return messages along time, whether they were answered in time, and what waits now."""
    counts = asked.counts(MESSAGES)
    columns = {"From participants": per_step(counts, "in"), "Answers": per_step(counts, "out")}
    return [
        along_time(asked, "messages", "Messages", columns),
        _answers(asked),
        _waiting(asked),
    ]


def _answers(asked: Asked) -> Table:
    counts = asked.counts(ANSWERS)
    columns = {"In time": per_step(counts, False, None), "Late": per_step(counts, True)}
    return along_time(asked, "clocks", "Answers in time and late", columns)


def _waiting(asked: Asked) -> Table:
    day = today()
    waiting = Conversation.objects.waiting().order_by()
    if not asked.scope.is_everywhere:
        office = asked.scope.office_id or 0
        waiting = waiting.filter(Q(office=office) | Q(case_office=office))
    found = waiting.aggregate(
        late=Count("pk", filter=Q(due_on__lt=day)),
        now=Count("pk", filter=Q(due_on=day)),
        later=Count("pk", filter=Q(due_on__gt=day)),
    )
    rows = [
        ("Overdue", (found["late"],)),
        ("Due today", (found["now"],)),
        ("Due later", (found["later"],)),
    ]
    return Table("waiting", "Waiting for an answer now", "Clock", ("Conversations",), rows)
