"""The reader's own files, to save again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from customer_connect.core.downloads import file_to_keep
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.models import Attachment
from customer_connect.web.requests import audited, participant_of


@require_safe
@audited("conversations.file_opened")
def file(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out a file that is out of quarantine."""
    mine = Attachment.objects.visible_to(participant_of(request)).can_be_opened()
    attachment = mine.filter(pk=number).first()
    if attachment is None:
        raise Http404
    try:
        content = vault.content_of(attachment)
    except vault.FileGone as error:
        raise Http404 from error
    return file_to_keep(content, content_type=attachment.content_type, name=attachment.name)
