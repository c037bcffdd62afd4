"""Closed lists of the outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a message goes out."""

    EMAIL = "email", _("Email")
    TEXT = "text", _("Text message")
    LETTER = "letter", _("Letter")


class ContactWay(models.TextChoices):
    """Ways in which the agency can reach a person, as the person knows them."""

    MAIL = "mail", _("Letters to my mailing address")
    EMAIL = "email", _("Email")
    CALL = "call", _("Phone calls")
    VOICEMAIL = "voicemail", _("Voice messages on my phone")
    TEXT = "text", _("Text messages")


class State(models.TextChoices):
    """Where a message stands. Sent, failed and skipped are final."""

    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    SKIPPED = "skipped", _("Not sent")


class Reason(models.TextChoices):
    """Why a message failed, was skipped, or waits for another try."""

    NONE = "", ""
    NO_ADDRESS = "no_address", _("No address on file")
    CHANNEL_OFF = "channel_off", _("The agency does not use this channel")
    COUNTRY = "country", _("The agency sends no text messages to this country")
    REFUSED = "refused", _("The address does not take messages")
    NO_ANSWER = "no_answer", _("The provider did not answer")
    EXPIRED = "expired", _("No longer useful")
    BROKEN = "broken", _("The message could not be written")
    BAD_ADDRESS = "bad_address", _("Mail to this address came back")
    BOUNCED = "bounced", _("The email came back")
    UNUSABLE = "unusable", _("The address is not complete or too long")
    REPLACED = "replaced", _("A newer message took its place")
    NOT_PRINTED = "not_printed", _("The print shop did not print it")
    NOT_SAFE = "not_safe", _("This way is not safe for the person")


class Priority(models.IntegerChoices):
    """What goes out first."""

    URGENT = 0
    NORMAL = 5
