"""Writing the audit trail."""

from typing import Any

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event


def record(action: str, *, by: Actor, participant_id: int | None = None, **details: Any) -> Event:
    """Write one event. `action` is `area.what_happened`; details are JSON and hold no secret, SSN, PIN or address."""
    return Event.objects.create(
        actor_kind=by.kind,
        actor_key=by.key,
        channel=by.channel,
        network=by.network,
        action=action,
        participant_number=participant_id,
        details=details,
    )
