"""Closed lists of messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What a conversation is about."""

    PAYMENT = "payment", _("A payment")
    BALANCE = "balance", _("What is owed")
    ORDER = "order", _("My support order")
    DATE = "date", _("A court date or an appointment")
    DOCUMENTS = "documents", _("Documents that you asked me for")
    INFORMATION = "information", _("My information has changed")
    OTHER = "other", _("Something else")


class State(models.TextChoices):
    """Whose turn it is."""

    OPEN = "open", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class FileKind(models.TextChoices):
    """What a file is once it was taken in: every photo is stored as JPEG."""

    PHOTO = "photo", _("Photo")
    PDF = "pdf", _("PDF document")


class FileState(models.TextChoices):
    """Whether a file may be opened."""

    WAITING = "waiting", _("Being checked")
    CLEAN = "clean", _("Ready")
    REFUSED = "refused", _("Not accepted")


class Refusal(models.TextChoices):
    """Why a file is not taken in."""

    NONE = "", ""
    EMPTY = "empty", _("The file is empty.")
    TOO_BIG = "too_big", _("The file is too large.")
    TOO_MANY = "too_many", _("There are too many files with this message.")
    TYPE = "type", _("Only photos (JPEG, PNG, HEIC) and PDF documents can be attached.")
    TWO_TYPES = "two_types", _("The file is more than one kind of file at once.")
    UNREADABLE = "unreadable", _("The file is damaged and cannot be opened.")
    TOO_MANY_PIXELS = "pixels", _("The photo has too many pixels. Take it again with a smaller size.")
    TOO_MANY_PAGES = "pages", _("The document has too many pages.")
    LOCKED = "locked", _("The document is locked with a password. Save it without one.")
    ACTIVE = (
        "active",
        _("The document has programs or other files inside. Print it to PDF again, or take a photo."),
    )
    VIRUS = "virus", _("A virus was found in the file.")
