"""What an answer means at a question: a choice, a number, silence, or nothing that was understood."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.phrases import phrases_for
from customer_connect.phone.dialogue.questions import Question
from customer_connect.phone.dialogue.spoken_digits import digits_in
from customer_connect.phone.dialogue.understanding import choice_in
from customer_connect.phone.turns import Ask, Choice, Heard

AGENT_KEY, REPEAT_KEY, SPANISH_KEY, ENGLISH_KEY = "0", "*", "9", "1"
# Said too often to be asked about, and nothing is lost if it was not meant.
NEVER_CONFIRMED = frozenset({"repeat", "help"})


@dataclass(frozen=True)
class Answer:
    """What was meant. Exactly one of `choice`, `number`, `is_silence` or none of them (not understood)."""

    choice: Choice | None = None
    number: str = field(default="", repr=False)
    is_silence: bool = False
    is_spoken: bool = False
    certainty: float = 1.0


def ask_of(question: Question, conversation: Conversation) -> Ask:
    """Return what a gateway listens for."""
    number = question.number
    return Ask(
        name=question.name,
        choices=tuple(choices_of(question, conversation)),
        digits=number.digits() if number else None,
        is_secret=number is not None and number.is_secret,
        seconds_of_silence=10.0 if number else 6.0,
    )


def choices_of(question: Question, conversation: Conversation) -> list[Choice]:
    """Return the question's own choices, then those that are there at every question."""
    language = conversation.language
    own = [
        Choice(option.value, option.key, phrases_for(option.value, language))
        for option in question.offered(conversation)
    ]
    taken_keys = {choice.key for choice in own} | _keys_of_number(question)
    taken_phrases = {phrase for choice in own for phrase in choice.phrases}
    others = [
        ("agent", AGENT_KEY),
        ("repeat", REPEAT_KEY),
        ("main_menu", ""),
        ("goodbye", ""),
        ("help", ""),
        ("spanish", SPANISH_KEY if language == "en" else ""),
        ("english", ENGLISH_KEY if language == "es" else ""),
    ]
    return own + [
        Choice(
            value,
            "" if key in taken_keys else key,
            tuple(phrase for phrase in phrases_for(value, language) if phrase not in taken_phrases),
            is_global=True,
        )
        for value, key in others
    ]


def answer_of(heard: Heard, question: Question, conversation: Conversation) -> Answer:
    """Return what was meant with what a gateway heard."""
    choices = choices_of(question, conversation)
    if heard.is_silence:
        return Answer(is_silence=True)
    if heard.keys:
        return _by_keys(heard.keys, choices, question)
    if words := heard.speech or heard.text:
        is_spoken = bool(heard.speech)
        sure = min(max(heard.confidence, 0.0), 1.0) if is_spoken else 1.0
        return _by_words(words, choices, question, conversation, is_spoken=is_spoken, sure=sure)
    return Answer()


def _by_keys(keys: str, choices: Sequence[Choice], question: Question) -> Answer:
    keys = keys.rstrip("#")
    if len(keys) == 1:
        for choice in choices:
            if choice.key == keys:
                return Answer(choice)
    if question.number is not None and keys.isascii() and keys.isdigit():
        return Answer(number=keys)
    return Answer()


def _by_words(
    words: str,
    choices: Sequence[Choice],
    question: Question,
    conversation: Conversation,
    *,
    is_spoken: bool,
    sure: float,
) -> Answer:
    if question.number is not None:
        number = digits_in(words, conversation.language)
        if len(number) > 1 or number in _keys_of_number(question) - {""}:
            return Answer(number=number, is_spoken=is_spoken, certainty=sure)
    found = choice_in(words, choices, conversation.language)
    if found is None:
        return Answer(is_spoken=is_spoken)
    return Answer(found.choice, is_spoken=is_spoken, certainty=min(sure, found.certainty))


def _keys_of_number(question: Question) -> set[str]:
    """Return the keys that are whole answers to a question for one digit."""
    if question.number is None or question.number.digits()[1] > 1:
        return set()
    return set("12345678")
