"""What the demo sent, for whoever tries it out."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from customer_connect.core.demo_gates import demo_only
from customer_connect.core.sealing import CannotOpen
from customer_connect.domain.deliveries import print_files
from customer_connect.domain.deliveries.actions.write_print_file import letter_of
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.letters import letter_printer
from customer_connect.domain.deliveries.models import Delivery, DeliveryQuerySet, LetterBatch
from customer_connect.web.context import layout_of
from customer_connect.web.demo_outbox.kept import newest_emails, newest_texts

MOST_SHOWN = 50


@require_safe
@never_cache
@login_not_required
@demo_only
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the last emails and text messages in full, the letters that wait, and the batches of letters."""
    letters = _waiting_letters().select_related("participant").order_by("-id")[:MOST_SHOWN]
    batches = LetterBatch.objects.newest_first()[:MOST_SHOWN]
    return render(
        request,
        "demo_outbox/outbox.html",
        {
            "layout": layout_of(request),
            "emails": newest_emails(MOST_SHOWN),
            "texts": newest_texts(MOST_SHOWN),
            "letters": letters,
            "batches": [(batch, print_files.path_of(batch).exists()) for batch in batches],
        },
    )


@require_safe
@never_cache
@login_not_required
@demo_only
def letter(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a letter that waits for its batch, as it would be printed today."""
    waiting = _waiting_letters().select_related("participant").filter(key=key).first()
    if waiting is None:
        raise Http404
    try:
        printed = letter_printer().print_letters([letter_of(waiting, dated_on=timezone.localdate())])
    except (CannotOpen, KeyError, TypeError) as error:
        raise Http404 from error
    return _pdf(printed.content)


@require_safe
@never_cache
@login_not_required
@demo_only
def batch(request: HttpRequest, name: str) -> HttpResponse:
    """Show the print file of a batch, opened."""
    found = LetterBatch.objects.named(name).first()
    if found is None:
        raise Http404
    try:
        return _pdf(print_files.pdf_of(found))
    except (print_files.NoPrintFile, CannotOpen) as error:
        raise Http404 from error


def _waiting_letters() -> DeliveryQuerySet:
    return Delivery.objects.waiting().filter(channel=Channel.LETTER)


def _pdf(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf")
