"""The worker: what is due, how it went last, and whether somebody is at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.models import Delivery, LetterBatch
from customer_connect.domain.deliveries.models.deliveries import STUCK_AFTER
from customer_connect.domain.identity.models import FirstPinRun, PinResetRequest
from customer_connect.domain.identity.permissions import Permission
from customer_connect.domain.jobs.models import ScheduledJob, Worker
from customer_connect.staff.requests import permitted


@permitted(Permission.SEE_WORK_DUE)
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Show workers, queues and jobs."""
    now = timezone.now()
    jobs = ScheduledJob.objects.order_by("due_at")
    messages_waiting = Delivery.objects.waiting().exclude(channel=Channel.LETTER)
    context = {
        "workers": [(worker, worker.pk in _alive()) for worker in Worker.objects.order_by("-beat_at")],
        "is_alive": bool(_alive()),
        "queues": [
            ("Emails and texts", messages_waiting.count()),
            ("Overdue among them", Delivery.objects.overdue(now, STUCK_AFTER).count()),
            (
                "Letters waiting for a batch",
                Delivery.objects.waiting().filter(channel=Channel.LETTER).count(),
            ),
            ("Batches on their way to the print shop", LetterBatch.objects.unfinished().count()),
            ("Requests for a PIN", PinResetRequest.objects.pending().count()),
            ("Runs of first PINs", FirstPinRun.objects.to_work_on().count()),
        ],
        "jobs": [(job, job.started_at is None and job.due_at <= now) for job in jobs],
        "now": now,
    }
    return render(request, "staff/work/due.html", context)


def _alive() -> set[object]:
    return set(Worker.objects.alive().values_list("pk", flat=True))
