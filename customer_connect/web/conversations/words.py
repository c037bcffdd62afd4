"""Sentences that several pages of messages say."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from customer_connect.domain.conversations.models import Conversation


def we_answer_by(conversation: Conversation) -> str:
    """Tell by when there will be an answer, or that it is late; nothing where none is due."""
    if conversation.due_on is None:
        return ""
    if conversation.is_overdue:
        return _("Our answer is late. We are sorry. You can also call us.")
    return _("We answer by %(day)s.") % {"day": with_weekday(conversation.due_on)}


def with_weekday(day: date) -> str:
    """Write a day of this year: Friday, November 27; viernes 27 de noviembre."""
    # Translators: how a date is written, by the letters of Django's date filter.
    return date_format(day, pgettext("date", "l, F j"))


def too_many() -> str:
    """Tell that no more messages are taken today."""
    return _("You have sent many messages today. Please wait until tomorrow, or call us.")
