"""What is there at every question: the check of what was heard, help, and the farewell."""

from collections.abc import Sequence

from django.utils.translation import pgettext

from customer_connect.core.agencies import agency
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.phrases import phrases_for
from customer_connect.phone.dialogue.prompts import fixed, personal, yes_or_no
from customer_connect.phone.dialogue.questions import Option, Question, SayingOf, ask
from customer_connect.phone.dialogue.spoken import digits
from customer_connect.phone.turns import Prompt

CONFIRM = "confirm"
SAID = "said"  # where a number waits for the caller's yes
_GROUPS = {9: (3, 2, 4), 10: (3, 3, 4), 11: (1, 3, 3, 4)}


def _ask_confirm(conversation: Conversation) -> Sequence[Prompt]:
    value = conversation.state.get("confirming", {}).get("value")
    if value:
        word = phrases_for(value, conversation.language)[0]
        return [fixed(pgettext("phone", "You said %(word)s. Is that right?"), word=word), yes_or_no()]
    number = conversation.kept(SAID)
    groups = _GROUPS.get(len(number), (3,) * (len(number) // 3))
    text = pgettext("phone", "The number is %(digits)s. Is that right?")
    return [personal(text, digits=digits(number, *groups)), yes_or_no()]


def _not_heard(_: Conversation, *, again: bool) -> list[Prompt]:
    if not again:
        return [fixed(pgettext("phone", "I did not hear you."))]
    return [
        fixed(
            pgettext("phone", "I still do not hear you. You can also use the keys of your phone."),
            pgettext("phone", "Nothing has come yet."),
        ),
    ]


def _not_understood(_: Conversation, *, again: bool) -> list[Prompt]:
    if not again:
        return [fixed(pgettext("phone", "Sorry, I did not understand."))]
    return [
        fixed(
            pgettext(
                "phone", "I am sorry, I still did not understand. You can also use the keys of your phone."
            ),
            pgettext("phone", "I am sorry, I still did not understand. A digit is enough."),
        ),
    ]


def _help(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "You can do this at any time. For a person, say agent or press zero. To hear it again, say repeat or "
                "press star. To go back, say main menu. To end, say goodbye.",
            ),
            pgettext(
                "phone",
                "You can do this at any time. For a person, type agent or 0. To read it again, type repeat. To go "
                "back, type main menu. To end, type goodbye.",
            ),
        ),
    ]


def _goodbye(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "Thank you for calling %(agency)s. Goodbye."), agency=str(agency().name))]


def _too_long(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "For your safety, a call can only last so long. Please call again."))]


def _our_fault(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "I am sorry, something went wrong on our side."))]


QUESTIONS = (
    Question(
        name=CONFIRM,
        title="You said … Is that right?",
        ask=_ask_confirm,
        options=(
            Option("yes", "1", lambda c: ask(c.state["question"])),
            Option("no", "2", lambda c: ask(c.state["question"])),
        ),
    ),
)
SAYINGS: dict[str, SayingOf] = {
    "not_heard": _not_heard,
    "not_understood": _not_understood,
    "help": _help,
    "goodbye": _goodbye,
    "too_long": _too_long,
    "our_fault": _our_fault,
}
