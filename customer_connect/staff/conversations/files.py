"""Files that came with messages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from customer_connect.core.downloads import file_to_keep
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.models import Attachment
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.requests import actor_of, permitted, scope_in


@permitted(Permission.READ_MESSAGES)
@require_safe
def file(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Hand out a file that is out of quarantine. Photos are shown on the conversation's page by this address too."""
    visible = Attachment.objects.visible_to_staff(scope_in(request)).can_be_opened()
    attachment = visible.filter(pk=attachment_id).first()
    if attachment is None:
        raise Http404
    try:
        content = vault.content_of(attachment)
    except vault.FileGone as error:
        raise Http404 from error
    record(
        "staff.file_opened",
        by=actor_of(request),
        participant_id=attachment.participant_id,
        attachment=attachment.pk,
    )
    return file_to_keep(content, content_type=attachment.content_type, name=attachment.name)
