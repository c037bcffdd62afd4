"""Confirming an email address or phone number with a code before it is used for anything.

    send_confirmation_code(participant=ana, channel=Channel.EMAIL, address="ana@example.org", by=actor)
    confirm_contact(participant=ana, channel=Channel.EMAIL, address="ana@example.org", code="123456", by=actor)

The first raises TooManyCodes or NotAnAddress, the second WrongCode or CodeOver (identity.code_exceptions). Whether an
address was confirmed: `ConfirmedContact.objects.visible_to(ana).of_address(Channel.EMAIL, "ana@example.org")`.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.clear_bad_email import clear_bad_email
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.messages import ContactAdded
from customer_connect.domain.deliveries.text_countries import is_text_country
from customer_connect.domain.identity.actions.announce import announce
from customer_connect.domain.identity.actions.check_code import check_code
from customer_connect.domain.identity.actions.send_code import send_code
from customer_connect.domain.identity.code_exceptions import NotAnAddress
from customer_connect.domain.identity.models import CodePurpose, ConfirmedContact, OneTimeCode
from customer_connect.domain.identity.models.contacts import CONTACT_PURPOSE, contact_index
from customer_connect.providers.sms import has_text_messages

_PURPOSES = {Channel.EMAIL: CodePurpose.CONFIRM_EMAIL, Channel.TEXT: CodePurpose.CONFIRM_PHONE}


def send_confirmation_code(
    *, participant: Participant, channel: Channel, address: str, by: Actor
) -> OneTimeCode:
    """Send a code to an address that is to be confirmed. A phone number is in E.164.

    Raises TooManyCodes and NotAnAddress.
    """
    if not can_be_confirmed(channel, address):
        raise NotAnAddress
    return send_code(
        participant=participant, purpose=_PURPOSES[channel], channel=channel, address=address, by=by
    )


def confirm_contact(
    *,
    participant: Participant,
    channel: Channel,
    address: str,
    code: str,
    by: Actor,
    has_second_factor: bool = False,
) -> ConfirmedContact:
    """Accept the code that was read at this address, and tell the person over the channels on file.

    `has_second_factor` says that one was given in this session: then secrets may go to the address at once, else after
    the agency's hold. Raises WrongCode and CodeOver.
    """
    sent = check_code(participant=participant, purpose=_PURPOSES[channel], code=code, by=by, address=address)
    now = timezone.now()
    hold = timedelta(days=0 if has_second_factor else agency().pin.contact_change_hold_days)
    with transaction.atomic():
        contact, is_new = ConfirmedContact.objects.get_or_create(
            participant=participant,
            channel=channel,
            address_index=contact_index(address),
            defaults={
                "address_sealed": seal(address.strip(), purpose=CONTACT_PURPOSE),
                "address_masked": sent.address_masked,
                "confirmed_at": now,
                "trusted_from": now + hold,
            },
        )
        if not is_new:
            contact.confirmed_at = now
            contact.trusted_from = min(contact.trusted_from, now + hold)
            contact.save(update_fields=["confirmed_at", "trusted_from"])
        else:
            announce(participant=participant, message=ContactAdded(), by=by, but_not_to=address)
        if channel == Channel.EMAIL:
            clear_bad_email(address=address, participant=participant, by=by)
        record("identity.contact_confirmed", by=by, participant_id=participant.pk, channel=channel)
    return contact


def can_be_confirmed(channel: Channel, address: str) -> bool:
    """Tell whether a code can be sent there at all."""
    if channel == Channel.TEXT:
        is_number = address.startswith("+") and address[1:].isdecimal()
        return has_text_messages() and is_number and is_text_country(address)
    try:
        validate_email(address.strip())
    except ValidationError:
        return False
    return channel == Channel.EMAIL
