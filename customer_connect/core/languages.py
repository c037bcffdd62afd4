"""The languages of the platform."""

from django.db import models


class Language(models.TextChoices):
    """Languages that every page, letter and prompt exists in. Labels are each language's own name."""

    ENGLISH = "en", "English"
    SPANISH = "es", "Español"
