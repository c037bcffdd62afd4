"""Taking back a report that the agency has not taken up."""

from django.db import transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.changes.enums import UNDECIDED, State
from customer_connect.domain.changes.exceptions import CannotWithdraw
from customer_connect.domain.changes.models import ReportedChange


@transaction.atomic
def withdraw_report(*, participant: Participant, report: ReportedChange, by: Actor) -> None:
    """Take back one's own report. Raises CannotWithdraw once the agency took it up."""
    mine = ReportedChange.objects.visible_to(participant).filter(pk=report.pk, state__in=UNDECIDED)
    if not report.can_be_withdrawn or not mine.update(state=State.WITHDRAWN):
        raise CannotWithdraw
    report.state = State.WITHDRAWN
    record("changes.withdrawn", by=by, participant_id=participant.pk, receipt=report.receipt_number)
