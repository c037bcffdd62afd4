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
    EMPTY = "empty", _("The file is empty. Choose another one.")
    TOO_BIG = "too_big", _("The file is too large. Choose a smaller one.")
    TOO_MANY = (
        "too_many",
        _("There are too many files with this message. Send the others in a second message."),
    )
    TYPE = (
        "type",
        _("Only photos (JPEG, PNG, HEIC) and PDF documents can be attached. Take a photo of the paper."),
    )
    TWO_TYPES = "two_types", _("This file cannot be opened safely. Take a photo of the paper.")
    UNREADABLE = (
        "unreadable",
        _("The file is damaged and cannot be opened. Save it again, or take a photo of the paper."),
    )
    TOO_MANY_PIXELS = "pixels", _("The photo is too large. Take it again with a smaller size.")
    TOO_MANY_PAGES = "pages", _("The document has too many pages. Send it in parts.")
    LOCKED = "locked", _("The document is locked with a password. Save it without one.")
    ACTIVE = (
        "active",
        _("The document has programs or other files inside. Print it to PDF again, or take a photo."),
    )
    VIRUS = "virus", _("A virus was found in the file. Take a photo of the paper.")
