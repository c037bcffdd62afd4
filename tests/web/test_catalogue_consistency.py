"""The catalogues: everything is translated, nothing is guessed, placeholders and tags are kept."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")
TAG = re.compile(r"</?[a-z][^>]*>")
# What docs/glossary.md has another word for.
NOT_OUR_WORDS = re.compile(
    r"\b(?:mantenimiento|tribunal(?:es)?|domicilios?|feriados?|fecha de corte|en línea|correo normal|de Seguro Social"
    r"|inici\w+ (?:la )?sesión|oprim\w+|presion\w+|restablec\w+|tarjeta electrónica|tú|tus?|balances?)\b",
    re.IGNORECASE,
)
# A value that ends with a stop of its own: 8:30 a.m.
ENDS_WITH_A_TIME = re.compile(r"%\((?:time|moment|when|opens|closes)\)s\.")
LANGUAGES = [code for code, _ in settings.LANGUAGES]


def catalogue(language: str) -> Catalog:
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def originals(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def translations(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [])


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def test_both_catalogues_hold_the_same_messages() -> None:
    assert {(m.context, str(m.id)) for m in messages("en")} == {
        (m.context, str(m.id)) for m in messages("es")
    }
    assert len(messages("es")) > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_guessed(language: str) -> None:
    assert not [str(message.id) for message in messages(language) if message.fuzzy]


def test_everything_is_said_in_spanish() -> None:
    missing = [str(message.id) for message in messages("es") if not all(translations(message))]
    assert not missing, "\n".join(missing)


def test_spanish_keeps_placeholders_and_tags() -> None:
    wrong = []
    for message in messages("es"):
        wanted = originals(message)[-1]
        for said in translations(message):
            is_one_of_many = said is not translations(message)[-1]
            same_places = sorted(PLACEHOLDER.findall(said)) == sorted(PLACEHOLDER.findall(wanted))
            same_tags = sorted(TAG.findall(said)) == sorted(TAG.findall(wanted))
            if said and not ((same_places or is_one_of_many) and same_tags):
                wrong.append(f"{wanted!r} / {said!r}")
    assert not wrong, "\n".join(wrong)


def test_spanish_keeps_the_space_and_the_stop_at_the_edges() -> None:
    wrong = [
        f"{original!r} / {said!r}"
        for message in messages("es")
        for original, said in zip(originals(message), translations(message), strict=False)
        if said and (original[-1] in ".:?" or said[-1] in ".:?") and original[-1] != said[-1]
    ]
    assert not wrong, "\n".join(wrong)


def test_a_question_in_spanish_opens_with_its_mark() -> None:
    wrong = [
        said
        for message in messages("es")
        for said in translations(message)
        if said.count("?") != said.count("¿")
    ]
    assert not wrong, "\n".join(wrong)


def test_spanish_keeps_to_the_glossary() -> None:
    wrong = [
        said for message in messages("es") for said in translations(message) if NOT_OUR_WORDS.search(said)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_a_second_stop_after_a_time_of_day(language: str) -> None:
    # The phone line takes the second one away itself.
    wrong = [
        said
        for message in messages(language)
        if message.context != "phone"
        for said in [*originals(message), *translations(message)]
        if ENDS_WITH_A_TIME.search(said)
    ]
    assert not wrong, "\n".join(wrong)
