"""The home page as a file: a tagged PDF."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from customer_connect.documents.home_pages import home_page_pdf
from customer_connect.web.home.documents import document_of
from customer_connect.web.home.overviews import overview_of
from customer_connect.web.requests import audited, participant_of


@require_safe
@audited("home.pdf_downloaded")
def pdf(request: HttpRequest) -> HttpResponse:
    """Send the account summary."""
    participant = participant_of(request)
    now = timezone.now()
    home = document_of(participant, overview_of(participant, now=now), now=now)
    stem = _("account-summary")
    name = f"{stem}-{timezone.localdate(now).isoformat()}.pdf"
    return HttpResponse(
        home_page_pdf(home),
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
