"""A call comes in."""

from django.utils import timezone

from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.calls.models import Call
from customer_connect.domain.calls.models.calls import NUMBER_PURPOSE


def begin_call(*, gateway_call: str, channel: Channel, number: str, line: str, language: str) -> Call:
    """Note a call that begins. Nobody is known yet, so there is no audit event."""
    now = timezone.now()
    return Call.objects.create(
        gateway_call=gateway_call[:200],
        channel=channel,
        line=line[:20],
        number_sealed=seal(number, purpose=NUMBER_PURPOSE) if number else None,
        number_last_four=number[-4:],
        language=language,
        started_at=now,
        last_heard_at=now,
    )
