"""Where a message can go: an email address, a mobile phone, a postal address."""

from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from customer_connect.domain.deliveries.enums import Channel, ContactWay, Reason
from customer_connect.domain.deliveries.masks import mask_email, mask_phone, mask_postal_address
from customer_connect.domain.deliveries.messages import Message
from customer_connect.domain.deliveries.models import BadEmail
from customer_connect.domain.deliveries.text_countries import is_text_country
from customer_connect.providers.sms import has_text_messages


class Destination(Protocol):
    """One address on one channel."""

    @property
    def channel(self) -> Channel:
        """How a message goes there."""
        ...

    @property
    def way(self) -> ContactWay:
        """What its owner calls the channel."""
        ...

    @property
    def address(self) -> str:
        """All of the address."""
        ...

    @property
    def masked(self) -> str:
        """As much of the address as may be shown."""
        ...

    def refusal(self, message: Message) -> Reason:
        """Return why this message does not go there, or Reason.NONE."""
        ...


@dataclass(frozen=True)
class Email:
    """An email address. To one that mail came back from goes only what its reader has just asked for."""

    address: str
    channel = Channel.EMAIL
    way = ContactWay.EMAIL

    @property
    def masked(self) -> str:
        """As much as may be shown."""
        return mask_email(self.address)

    def refusal(self, message: Message) -> Reason:
        """Return why the message does not go there."""
        try:
            validate_email(self.address)
        except ValidationError:
            return Reason.NO_ADDRESS
        is_bad = not message.was_just_asked_for and BadEmail.objects.of(self.address).exists()
        return Reason.BAD_ADDRESS if is_bad else Reason.NONE


@dataclass(frozen=True)
class Phone:
    """A mobile phone that takes text messages. Its number is in E.164."""

    address: str
    channel = Channel.TEXT
    way = ContactWay.TEXT

    @property
    def masked(self) -> str:
        """As much as may be shown."""
        return mask_phone(self.address)

    def refusal(self, message: Message) -> Reason:  # noqa: ARG002 - the same for all
        """Return why the message does not go there."""
        if not has_text_messages():
            return Reason.CHANNEL_OFF
        if not self.address.startswith("+"):
            return Reason.NO_ADDRESS
        return Reason.NONE if is_text_country(self.address) else Reason.COUNTRY


@dataclass(frozen=True)
class Post:
    """A postal address, without the name. What goes there waits for the next batch to the print shop."""

    lines: list[str]
    channel = Channel.LETTER
    way = ContactWay.MAIL

    @property
    def address(self) -> str:
        """The lines, one below the other."""
        return "\n".join(self.lines)

    @property
    def masked(self) -> str:
        """As much as may be shown."""
        return mask_postal_address(self.lines)

    def refusal(self, message: Message) -> Reason:  # noqa: ARG002 - the same for all
        """Return why the message does not go there."""
        return Reason.NONE if len(self.lines) >= 2 else Reason.NO_ADDRESS
