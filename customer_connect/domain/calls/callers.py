"""Who acts in a call, as the audit trail and the throttles see them."""

from customer_connect.core.sealing import blind_index
from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.calls.models import Call
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.models import User
from customer_connect.domain.identity.networks import WITHHELD


def caller_of(call: Call) -> Actor:
    """Return who acts before it is known who they are. Their number stands for a network."""
    return Actor(ActorKind.ANONYMOUS, "", Channel(call.channel), network_of(call))


def participant_in(call: Call) -> Actor:
    """Return the verified participant as an actor."""
    return Actor(ActorKind.PARTICIPANT, str(call.participant_id), Channel(call.channel), network_of(call))


def verified_in(call: Call) -> Participant | None:
    """Return the caller whose PIN was given in this call, unless that was taken back or the PIN changed since."""
    if call.verified_at is None or call.participant is None:
        return None
    user = User.objects.filter(participant=call.participant, is_active=True).first()
    is_same = user is not None and user.get_session_auth_hash() == call.verified_under
    return call.participant if is_same else None


def network_of(call: Call) -> str:
    """Return what a caller's tries are counted under: a keyed name of their number that ends with its last two digits.

    The trail is kept for years and must not hold the numbers of people in hiding. Of callers who withhold theirs each
    call counts for itself: they are often in danger, and must not be stopped by what another one does. All of them
    together have a limit of their own (`identity.networks`).
    """
    if number := call.number:
        return f"tel-{blind_index(number, purpose='caller').hex()[:40]}-{number[-2:]}"
    return f"{WITHHELD}{call.key.hex}"
