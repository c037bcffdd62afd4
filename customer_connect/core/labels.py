"""Words for the values of closed lists, remembered for each language: pages ask for the same few all the time."""

from functools import cache

from django.db import models
from django.utils.translation import get_language


def labels_of(choices: type[models.TextChoices]) -> dict[str, str]:
    """Return the words for all values, in the language in force. Nobody may change what is returned."""
    return _labels_in(get_language(), choices)


def label_of(choices: type[models.TextChoices], value: str) -> str:
    """Return the words for a value, in the language in force. Raises KeyError for a value that is not in the list."""
    return labels_of(choices)[value]


@cache
def _labels_in(language: str | None, choices: type[models.TextChoices]) -> dict[str, str]:  # noqa: ARG001
    return {str(choice): str(choice.label) for choice in choices}
