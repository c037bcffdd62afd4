"""Where a temporary PIN may go, and how often.

An address may have one if it is valid, if its owner did not call it unsafe, and if it is older than the agency's hold
or was confirmed with a second factor: whoever changed it must not have the PIN a moment later.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from customer_connect.core.agencies import agency
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import Channel, ContactWay, State
from customer_connect.domain.deliveries.messages import TemporaryPinEmail, TemporaryPinLetter
from customer_connect.domain.deliveries.models import BadEmail, Delivery, SafeContact
from customer_connect.domain.deliveries.models.deliveries import DeliveryQuerySet
from customer_connect.domain.deliveries.postal_addresses import (
    address_lines_of,
    name_on_envelope,
    why_not_mailable,
)
from customer_connect.domain.identity.models import AddressOnFile, Passkey, ResetRefusal, SignIn, User
from customer_connect.domain.identity.second_factors import emails_for_codes

# NIST SP 800-63B-4, 3.2.2: after 100 failures in a row a secret is no longer tried. Each PIN sent allows for some more
# before it is turned off again, so the failures of all of them count together; then only staff send another.
WRONG_PINS_AT_MOST = 100


class NoPinThere(Exception):
    """No PIN goes this way now. `reason` is for staff, never for whoever asks."""

    def __init__(self, reason: ResetRefusal) -> None:
        super().__init__(reason.label)
        self.reason = reason


def check_wrong_pins(participant: Participant) -> None:
    """Make sure that nobody guesses at one PIN after another by asking for new ones. Raises NoPinThere."""
    if SignIn.objects.wrong_pins_in_a_row(participant) >= WRONG_PINS_AT_MOST:
        raise NoPinThere(ResetRefusal.TOO_MANY)


def email_for_pin(participant: Participant, now: datetime) -> str:
    """Return the email that a temporary PIN may go to now. Raises NoPinThere."""
    emails = [email for email in emails_for_codes(participant) if _can_have_mail(email)]
    if not emails:
        has_new_one = participant.email and _can_have_mail(participant.email)
        raise NoPinThere(ResetRefusal.EMAIL_TOO_NEW if has_new_one else ResetRefusal.NO_EMAIL)
    _check_wishes(participant, ContactWay.EMAIL)
    if _would_be_the_only_factor(participant):
        raise NoPinThere(ResetRefusal.ONE_FACTOR)
    sent = _sent(participant, Channel.EMAIL, TemporaryPinEmail.name)
    policy = agency().pin
    _check_limits(
        sent,
        now,
        wait=timedelta(minutes=policy.minutes_between_emails),
        window=timedelta(days=1),
        most=policy.emails_a_day,
    )
    return emails[0]


def check_mail_for_pin(participant: Participant, now: datetime) -> None:
    """Make sure that a temporary PIN may go to the postal address now. Raises NoPinThere."""
    check_address_for_pin(participant, now)
    policy = agency().pin
    _check_limits(
        _sent(participant, Channel.LETTER, TemporaryPinLetter.name),
        now,
        wait=timedelta(hours=policy.hours_between_letters),
        window=timedelta(days=30),
        most=policy.letters_in_30_days,
    )


def check_address_for_pin(participant: Participant, now: datetime) -> None:
    """Make sure that the postal address may have a temporary PIN, however many it had. Raises NoPinThere."""
    if why_not_mailable(name_on_envelope(participant), address_lines_of(participant)):
        raise NoPinThere(ResetRefusal.NO_ADDRESS)
    if not AddressOnFile.objects.old_enough(now).filter(participant=participant).exists():
        raise NoPinThere(ResetRefusal.ADDRESS_TOO_NEW)
    _check_wishes(participant, ContactWay.MAIL)


def _check_wishes(participant: Participant, way: ContactWay) -> None:
    wishes = SafeContact.objects.visible_to(participant).first()
    if wishes is not None and not wishes.allows(way):
        raise NoPinThere(ResetRefusal.NOT_SAFE)


def _would_be_the_only_factor(participant: Participant) -> bool:
    """Tell whether everybody needs two factors, and this person's second one is email, where the PIN would go too."""
    if agency().sign_in.second_factor != "everyone":
        return False
    return not Passkey.objects.filter(user__in=User.objects.filter(participant=participant)).exists()


def _sent(participant: Participant, channel: Channel, message: str) -> DeliveryQuerySet:
    """Return the PINs that went this way, or wait to. What was withdrawn before it left does not count."""
    sent = Delivery.objects.about(participant).filter(channel=channel, message=message)
    return sent.exclude(state=State.SKIPPED)


def _check_limits(
    sent: DeliveryQuerySet, now: datetime, *, wait: timedelta, window: timedelta, most: int
) -> None:
    if sent.filter(queued_at__gt=now - wait).exists():
        raise NoPinThere(ResetRefusal.TOO_SOON)
    if sent.filter(queued_at__gt=now - window).count() >= most:
        raise NoPinThere(ResetRefusal.TOO_MANY)


def _can_have_mail(address: str) -> bool:
    """Tell whether this is an email address, and not one that mail came back from."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return not BadEmail.objects.of(address).exists()
