"""The voice and the recogniser that settings name: one of each in a process, made when first asked for."""

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from customer_connect.providers.speech import MakesRecogniser, MakesVoice, Recogniser, Voice


@lru_cache(maxsize=1)
def voice() -> Voice:
    """Return the voice that settings.VOICE names."""
    make: MakesVoice = import_string(settings.VOICE)
    return make(folder=settings.PROMPTS_FOLDER, workers=settings.VOICE_WORKERS)


@lru_cache(maxsize=1)
def recogniser() -> Recogniser:
    """Return the recogniser that settings.RECOGNISER names."""
    make: MakesRecogniser = import_string(settings.RECOGNISER)
    return make(folder=settings.RECOGNISER_FOLDER, workers=settings.RECOGNISER_WORKERS)
