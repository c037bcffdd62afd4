"""Whether a way is safe for a person: asked when a message is queued, and again when it goes out."""

from customer_connect.domain.deliveries.enums import ContactWay
from customer_connect.domain.deliveries.messages import Message
from customer_connect.domain.deliveries.models import SafeContact


def is_safe_way(participant_id: int | None, way: ContactWay, message: Message) -> bool:
    """Tell whether the person takes this message this way. What they have just asked for always goes."""
    if participant_id is None or message.was_just_asked_for:
        return True
    wishes = SafeContact.objects.filter(participant=participant_id).first()
    return wishes is None or wishes.allows(way)
