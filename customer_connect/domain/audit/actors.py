"""Who acts. Every action takes an actor, every audit event names one."""

from dataclasses import dataclass

from django.db import models


class ActorKind(models.TextChoices):
    """What an actor is."""

    PARTICIPANT = "participant"
    STAFF = "staff"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


class Channel(models.TextChoices):
    """How an actor reaches the platform."""

    WEB = "web"
    PHONE = "phone"
    TTY = "tty"
    EXCHANGE = "exchange"
    WORKER = "worker"
    COMMAND = "command"


@dataclass(frozen=True)
class Actor:
    """Who did something, and from where. `key` is a Participant ID, a staff user's id, or the name of a job."""

    kind: ActorKind
    key: str
    channel: Channel
    network: str = ""

    @classmethod
    def system(cls, job: str, channel: Channel = Channel.WORKER) -> "Actor":
        """Return the actor of a scheduled job or a command."""
        return cls(ActorKind.SYSTEM, job, channel)
