"""Sending accepted changes to the system of record, package by package.

Each change is in one package. Which ones a package holds is settled first (`number_package`), then it is written and
handed over, then its changes count as sent (`mark_sent`). Whatever happens in between, the same package is made again.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.changes.enums import State
from customer_connect.domain.changes.exceptions import ExportIsRunning
from customer_connect.domain.changes.models import ChangePackage, ReportedChange

MOST_IN_PACKAGE = 5000


def number_package(*, by: Actor) -> ChangePackage | None:
    """Give the changes that are accepted and in no package yet a package of their own. None where there are none.

    Raises ExportIsRunning when another process does so at this moment.
    """
    try:
        with transaction.atomic():
            waiting = ReportedChange.objects.filter(state=State.ACCEPTED, package=None).order_by("pk")
            numbers = list(waiting.values_list("pk", flat=True)[:MOST_IN_PACKAGE])
            if not numbers:
                return None
            last = ChangePackage.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
            package = ChangePackage.objects.create(sequence=last + 1, created_at=timezone.now())
            ReportedChange.objects.filter(pk__in=numbers).update(package=package)
            record("changes.package_numbered", by=by, package=package.name, changes=len(numbers))
            return package
    except IntegrityError as error:
        raise ExportIsRunning from error


@transaction.atomic
def mark_sent(*, package: ChangePackage, by: Actor) -> int:
    """Note that a package was handed over. Returns how many changes count as sent now: of a second time none."""
    now = timezone.now()
    if not ChangePackage.objects.filter(pk=package.pk, handed_over_at=None).update(handed_over_at=now):
        return 0
    package.handed_over_at = now
    sent = list(ReportedChange.objects.filter(package=package, state=State.ACCEPTED).order_by("pk"))
    ReportedChange.objects.filter(pk__in=[change.pk for change in sent]).update(state=State.SENT)
    for change in sent:
        record(
            "changes.sent",
            by=by,
            participant_id=change.author_id,
            receipt=change.receipt_number,
            package=package.name,
        )
    return len(sent)
