"""Ana with a PIN, and callers from somewhere."""

from datetime import timedelta

from django.utils import timezone

from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.actions.seed_pins import Seed, seed_pins

PIN = "604817"
SSN = "536-22-1234"  # Ana's
WRONG = "918273"
NEW = "270596"
COMMAND = Actor.system("test", Channel.COMMAND)


def caller(network: str = "203.0.113.7", channel: Channel = Channel.WEB) -> Actor:
    """Somebody who is not yet known."""
    return Actor(ActorKind.ANONYMOUS, "", channel, network)


def give_pin(participant: Participant, pin: str = PIN, *, is_temporary: bool = False) -> None:
    """Set a participant's PIN. A temporary one lives a day."""
    seed_pins(
        seeds=[Seed(participant.pk, pin, is_temporary)],
        temporary_until=timezone.now() + timedelta(days=1),
        replace=True,
        by=COMMAND,
    )
