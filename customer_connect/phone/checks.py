"""What must be there before the phone line can speak and hear."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.utils.module_loading import import_string


@register
def voice_and_recogniser_are_there(**_: Any) -> list[CheckMessage]:
    """Refuse voices and recognisers that cannot be loaded or have nothing to work with."""
    return [
        *_unloadable("CONNECT_VOICE", settings.VOICE, "phone.E001"),
        *_unloadable("CONNECT_RECOGNISER", settings.RECOGNISER, "phone.E002"),
        *_without_workers("CONNECT_VOICE_WORKERS", settings.VOICE_WORKERS),
        *_without_workers("CONNECT_RECOGNISER_WORKERS", settings.RECOGNISER_WORKERS),
        *_without_model(settings.RECOGNISER, settings.RECOGNISER_FOLDER),
    ]


@register
def calls_come_from_the_trunk_alone(**_: Any) -> list[CheckMessage]:
    """Warn of a line that takes calls from everybody: whoever sends SIP themselves says what number they call from."""
    if settings.SIP["allowed"] or settings.SIP["address"].startswith(("127.", "::1", "localhost")):
        return []
    hint = (
        "Set CONNECT_SIP_ALLOWED to the networks of the trunk and the telephone system (docs/phone-sip.md)."
    )
    return [Caution("Everybody who reaches this machine may send it calls.", hint=hint, id="phone.W001")]


def _unloadable(setting: str, name: str, id_: str) -> list[CheckMessage]:
    try:
        import_string(name)
    except ImportError as error:
        hint = f"Set {setting} to the dotted name of a class (docs/speech.md), and install what it needs."
        return [Error(f"{setting} cannot be loaded: {error}", hint=hint, id=id_)]
    return []


def _without_workers(setting: str, count: int) -> list[CheckMessage]:
    return [] if count >= 1 else [Error(f"{setting} must be 1 or more.", id="phone.E003")]


def _without_model(recogniser: str, folder: Path | None) -> list[CheckMessage]:
    if folder and not folder.is_dir():
        return [Error(f"CONNECT_RECOGNISER_FOLDER: there is no folder {folder}.", id="phone.E004")]
    if folder is None and recogniser.endswith(".WhisperRecogniser"):
        hint = "Set CONNECT_RECOGNISER_FOLDER to the folder of a converted Whisper model."
        return [Error("The recogniser has no model.", hint=hint, id="phone.E005")]
    return []
