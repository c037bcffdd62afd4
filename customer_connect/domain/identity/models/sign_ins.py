"""The history of sign-ins that a person can read."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.cases.models import Participant


class Method(models.TextChoices):
    """What somebody signed in with, or tried to."""

    PIN = "pin", _("PIN")
    PASSKEY = "passkey", _("Passkey")


class SecondFactor(models.TextChoices):
    """What was asked for beside the PIN."""

    NONE = "", _("None")
    PASSKEY = "passkey", _("Passkey")
    CODE = "code", _("Code by email")


class Outcome(models.TextChoices):
    """How a try ended."""

    SIGNED_IN = "signed_in", _("Signed in")
    HALF = "half", _("Right PIN, but the second step was not done")
    WRONG = "wrong", _("Wrong PIN")
    LOCKED = "locked", _("Not let in: too many tries")
    EXPIRED = "expired", _("Not let in: the temporary PIN had expired")
    ELSEWHERE = "elsewhere", _("Not let in: this needs a passkey too, on the website")
    SPENT = "spent", _("Not let in: the temporary PIN had been used")


class SignInQuerySet(models.QuerySet["SignIn"]):
    """Sign-ins, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "SignInQuerySet":
        """Return the tries at this person's own account."""
        return self.filter(participant=participant)

    def newest_first(self) -> "SignInQuerySet":
        """Return them in the order people read them."""
        return self.order_by("-id")

    def wrong_pins_in_a_row(self, participant: Participant) -> int:
        """Return how many wrong PINs were typed at this person's account since a right one let them in.

        New PINs do not begin the count anew, as they do AccountThrottle's.
        """
        with_pin = self.filter(participant=participant, method=Method.PIN)
        right = with_pin.filter(outcome__in=[Outcome.SIGNED_IN, Outcome.HALF])
        last = right.order_by("-id").values_list("id", flat=True).first()
        return with_pin.filter(outcome=Outcome.WRONG, id__gt=last or 0).count()


class SignIn(models.Model):
    """One try to sign in, right or wrong. Tries at numbers that belong to nobody have no participant."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, null=True, related_name="sign_ins")
    at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel)
    network = models.CharField(max_length=64, blank=True)  # summarised: 203.0.113.x
    device = models.CharField(max_length=80, blank=True)  # summarised: Firefox, Windows
    method = models.CharField(max_length=8, choices=Method, default=Method.PIN)
    outcome = models.CharField(max_length=10, choices=Outcome)
    second_factor = models.CharField(
        max_length=8, choices=SecondFactor, blank=True, default=SecondFactor.NONE
    )

    objects = SignInQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["participant", "-id"], name="sign_in_by_participant"),
            models.Index(fields=["at"], name="sign_in_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"

    @property
    def way(self) -> str:
        """What was given and over which channel."""
        ways = {
            Channel.PHONE: gettext("%(method)s, by phone"),
            Channel.TTY: gettext("%(method)s, by TTY"),
        }
        way = ways.get(Channel(self.channel), gettext("%(method)s, on this website"))
        return way % {"method": self.get_method_display()}
