"""The first two questions: which language, and who is calling."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import pgettext

from customer_connect.core.agencies import agency
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.prompts import fixed, option_line
from customer_connect.phone.dialogue.questions import Option, Question, SayingOf, Step, ask, say
from customer_connect.phone.turns import Language, Prompt


def _ask_language(_: Conversation) -> list[Prompt]:
    prompts = []
    for language, key in (("en", "1"), ("es", "2")):
        with translation.override(language):
            welcome = fixed(pgettext("phone", "Welcome to %(agency)s."), agency=str(agency().name))
            line = option_line(
                pgettext("phone", "For English") if language == "en" else pgettext("phone", "For Spanish"),
                key,
                "English" if language == "en" else "español",
            )
        prompts += [_in(welcome, language), _in(line, language)]
    return prompts


def _in(prompt: Prompt, language: str) -> Prompt:
    voice: Language = "es" if language == "es" else "en"
    return Prompt(prompt.text, prompt.is_fixed, prompt.written, voice)


def _choose(conversation: Conversation, language: Language) -> Step:
    conversation.state["language"] = language
    return ask("parent", say("agent_any_time"))


def _agent_any_time(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext("phone", "You can say agent or press zero at any time."),
            pgettext("phone", "You can type agent or 0 at any time."),
        )
    ]


def _ask_parent(conversation: Conversation) -> Sequence[Prompt]:
    prompts = [
        fixed(
            pgettext(
                "phone",
                "Are you a parent or guardian in a child support case? Press one or say yes. "
                "If not, press two or say no.",
            ),
            pgettext(
                "phone", "Are you a parent or guardian in a child support case? Type 1 or yes, 2 or no."
            ),
        ),
        option_line(pgettext("phone", "For other options"), "7", pgettext("phone", "none of these")),
    ]
    if conversation.language == "en":
        with translation.override("es"):
            prompts.append(_in(option_line(pgettext("phone", "For Spanish"), "9", "español"), "es"))
    return prompts


def _help_parent(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "Say yes if you have a child support case, as somebody who pays or is paid. "
                "You will need your Participant ID or Social Security number, and your PIN. "
                "For everything else, say no.",
            ),
            pgettext(
                "phone",
                "Type yes if you have a child support case, as somebody who pays or is paid. "
                "You will need your Participant ID or Social Security number, and your PIN. "
                "For everything else, type no.",
            ),
        )
    ]


QUESTIONS = (
    Question(
        name="language",
        title="Language",
        ask=_ask_language,
        options=(
            Option("english", "1", lambda c: _choose(c, "en"), leads_to=("parent",)),
            Option("spanish", "2", lambda c: _choose(c, "es"), leads_to=("parent",)),
        ),
    ),
    Question(
        name="parent",
        title="Are you a parent or guardian?",
        ask=_ask_parent,
        options=(
            Option("yes", "1", "identifier"),
            Option("no", "2", "general_menu"),
            Option("none_of_these", "7", "other_menu"),
        ),
        help=_help_parent,
    ),
)
SAYINGS: dict[str, SayingOf] = {"agent_any_time": _agent_any_time}
