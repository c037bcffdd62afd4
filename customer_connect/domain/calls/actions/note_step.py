"""One step of a call."""

from django.utils import timezone

from customer_connect.domain.calls.models import Call
from customer_connect.domain.calls.models.calls import STEPS_KEPT


def note_step(*, call: Call, step: str, language: str) -> None:
    """Note which question was answered and what was chosen ("main_menu=payments"); never what was typed or said."""
    call.path = [*call.path, step[:80]][-STEPS_KEPT:]
    call.language = language
    call.last_heard_at = timezone.now()
    call.save(update_fields=["path", "language", "last_heard_at"])
