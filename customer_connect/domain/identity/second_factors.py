"""When a second factor is asked for, and what somebody has to give one with."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actors import Channel as ActorChannel
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.masks import mask_email
from customer_connect.domain.identity.models import ConfirmedContact, EmailOnFile, Passkey, Pin, User


def is_needed_to_sign_in(channel: ActorChannel) -> bool:
    """Tell whether a PIN alone does not let anybody in. On the phone it does: there is nothing to show a code on."""
    return agency().sign_in.second_factor == "everyone" and channel == ActorChannel.WEB


def is_needed_for_changes() -> bool:
    """Tell whether addresses, emails, PIN delivery and passkeys are only changed with a second factor."""
    return agency().sign_in.second_factor in ("everyone", "changes")


def is_needed_with_temporary_pin(user: User) -> bool:
    """Tell whether a temporary PIN alone does not let this person in, on any channel.

    A code by mail alone does not reset an account with two factors (NIST SP 800-63B-4, 4.2.2.2).
    """
    return agency().sign_in.second_factor == "everyone" or Passkey.objects.visible_to(user).exists()


@dataclass(frozen=True)
class Ways:
    """What somebody can give a second factor with: emails that a code may go to, and passkeys.

    `emails_held_until` is set where no code goes to any email yet, because the PIN came by email.
    """

    emails: list[str]
    has_passkeys: bool
    emails_held_until: datetime | None = None

    @property
    def masked_emails(self) -> list[str]:
        """The emails as they may be shown."""
        return [mask_email(email) for email in self.emails]

    @property
    def are_none(self) -> bool:
        """Whether there is no way but an agent."""
        return not self.emails and not self.has_passkeys


def ways_of(user: User, *, has_emailed_pin: bool = False) -> Ways:
    """Return a user's ways. Beside a PIN that came by email, a code by email is no second factor.

    `has_emailed_pin` says that they have just signed in with such a one, and have not chosen theirs yet.
    """
    held_until = _emails_held_until(user, has_emailed_pin=has_emailed_pin)
    emails = [] if user.participant is None or held_until else emails_for_codes(user.participant)
    return Ways(emails, Passkey.objects.visible_to(user).exists(), held_until)


def _emails_held_until(user: User, *, has_emailed_pin: bool) -> datetime | None:
    now = timezone.now()
    hold = timedelta(days=agency().pin.contact_change_hold_days)
    if has_emailed_pin:
        return now + hold
    emailed_at = (
        Pin.objects.filter(user=user, emailed_at__gt=now - hold).values_list("emailed_at", flat=True).first()
    )
    return emailed_at + hold if emailed_at else None


def emails_for_codes(participant: Participant) -> list[str]:
    """Return the emails a code may go to: the one on file if it is no new one, and confirmed ones past their hold."""
    now = timezone.now()
    confirmed = ConfirmedContact.objects.visible_to(participant).filter(channel=Channel.EMAIL).trusted(now)
    emails = [contact.address for contact in confirmed]
    if participant.email and EmailOnFile.objects.is_old_enough(participant, now):
        emails.insert(0, participant.email)
    return list({email.casefold(): email for email in reversed(emails)}.values())[::-1]
