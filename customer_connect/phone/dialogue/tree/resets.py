"""A new PIN by email or mail (P6): "I don't know it", then both numbers. The answer is the same for everybody."""

from collections.abc import Sequence

from django.utils.translation import pgettext, pgettext_lazy

from customer_connect.core.agencies import agency
from customer_connect.core.identifiers import NotAnIdentifier, ParticipantId, is_valid_ssn, parse_identifier
from customer_connect.domain.calls.callers import caller_of
from customer_connect.domain.calls.enums import AgentReason
from customer_connect.domain.identity.actions.request_pin_reset import request_pin_reset
from customer_connect.domain.identity.exceptions import TooManyTries
from customer_connect.domain.identity.models import PinDelivery
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.prompts import fixed, say_agent, yes_or_no
from customer_connect.phone.dialogue.questions import (
    Number,
    Option,
    Question,
    SayingOf,
    Step,
    ask,
    not_right,
    say,
)
from customer_connect.phone.dialogue.spoken import count
from customer_connect.phone.dialogue.tree.agents import to_agent
from customer_connect.phone.dialogue.tree.general import website
from customer_connect.phone.turns import Prompt

SSN_DIGITS = 9


def begin_reset(_: Conversation) -> Step:
    """Offer a new PIN. Where the agency takes no SSN, the phone cannot tell who asks: the website can, and agents."""
    if not agency().identifiers.sign_in_with_ssn:
        return ask("reset_help", say("reset_elsewhere"))
    return ask("reset_offer")


def no_number(conversation: Conversation) -> Step:
    """Pass on somebody whom only an agent can help: without both numbers, or where one is not taken."""
    return to_agent(conversation, AgentReason.SIGN_IN)


def _choose_way(conversation: Conversation, way: PinDelivery) -> Step:
    conversation.state["way"] = way.value
    typed = conversation.kept("identifier")
    if typed:
        try:
            known = parse_identifier(typed)
        except NotAnIdentifier:
            known = None
        if known is not None:
            is_id = isinstance(known, ParticipantId)
            conversation.keep("participant_id" if is_id else "ssn", typed)
    return _next(conversation)


def _next(conversation: Conversation) -> Step:
    """Ask for the number that is still missing, then ask for the PIN."""
    ssn, participant_id = conversation.kept("ssn"), conversation.kept("participant_id")
    if not ssn:
        return ask("reset_ssn")
    if not participant_id:
        return ask("reset_participant_id")
    way = PinDelivery(conversation.state.get("way", PinDelivery.MAIL.value))
    conversation.forget()
    try:
        request_pin_reset(
            identifier=ssn,
            also_participant_id=participant_id,
            delivery=way,
            by=caller_of(conversation.call),
        )
    except TooManyTries:
        return ask("anything_else", say("too_many_requests"))
    return ask("anything_else", say("reset_asked", way=way.value))


def _take_ssn(conversation: Conversation, typed: str) -> Step:
    if not is_valid_ssn(typed):
        return not_right("reset_ssn", say("not_an_ssn"))
    conversation.keep("ssn", typed)
    return _next(conversation)


def _take_participant_id(conversation: Conversation, typed: str) -> Step:
    if len(typed) != _id_digits():
        return not_right("reset_participant_id", say("not_a_participant_id"))
    conversation.keep("participant_id", typed)
    return _next(conversation)


def _id_digits() -> int:
    return agency().identifiers.participant_id_digits


# ---- what is said


def _ask_offer(_: Conversation) -> Sequence[Prompt]:
    return [
        fixed(
            pgettext(
                "phone", "Do you want to reset your PIN? We send a temporary PIN to your address on file."
            )
        ),
        yes_or_no(),
    ]


def _ask_way(_: Conversation) -> Sequence[Prompt]:
    return [fixed(pgettext("phone", "Where would you like your PIN sent?"))]


def _help_way(_: Conversation) -> Sequence[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "An email comes within one business day. A letter to your mailing address takes five to ten "
                "business days. Both only go to an address that we already have on file.",
            )
        )
    ]


def _ask_ssn(_: Conversation) -> Sequence[Prompt]:
    return [
        fixed(
            pgettext("phone", "Enter or say your Social Security number."),
            pgettext("phone", "Type your Social Security number."),
        ),
        dont_know_line(),
    ]


def _ask_participant_id(_: Conversation) -> Sequence[Prompt]:
    return [
        fixed(
            pgettext("phone", "Enter or say your Participant ID."),
            pgettext("phone", "Type your Participant ID."),
        ),
        dont_know_line(),
    ]


def dont_know_line() -> Prompt:
    """Tell what to do without the number."""
    return fixed(
        pgettext("phone", "If you do not know it, say I don't know it, or press one and then pound."),
        pgettext("phone", "If you do not know it, type 1 or I don't know it."),
    )


def _not_an_ssn(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "That is not a Social Security number. It has nine digits."))]


def _not_a_participant_id(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext("phone", "That is not a Participant ID. It has %(count)s digits."),
            count=count(_id_digits()),
        )
    ]


def _reset_asked(_: Conversation, *, way: str) -> list[Prompt]:
    if way == PinDelivery.EMAIL:
        comes = fixed(
            pgettext(
                "phone",
                "Thank you. If both numbers are right and we have your email, a temporary PIN comes by email within "
                "one business day.",
            )
        )
    else:
        comes = fixed(
            pgettext(
                "phone",
                "Thank you. If both numbers are right and we have your mailing address, a temporary PIN comes by mail "
                "in five to ten business days.",
            )
        )
    text = pgettext("phone", "If nothing comes, call again and %(say_agent)s.")
    return [comes, fixed(text, say_agent=say_agent())]


def _too_many_requests(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "There were too many requests for a PIN from this number. Please try again later, or %(say_agent)s.",
            ),
            say_agent=say_agent(),
        )
    ]


def _reset_elsewhere(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "You can get a new PIN on our website, %(website)s."), website=website())]


def _ask_help(_: Conversation) -> Sequence[Prompt]:
    return [fixed(pgettext("phone", "Do you want an agent to help you with it?")), yes_or_no()]


_UNKNOWN = Option("unknown", "1", no_number, leads_to=("agent", "agent_wait", "call_back_offer"))
QUESTIONS = (
    Question(
        name="reset_offer",
        title="Reset your PIN?",
        ask=_ask_offer,
        options=(Option("yes", "1", "reset_way"), Option("no", "2", "anything_else")),
    ),
    Question(
        name="reset_way",
        title="Where should the PIN be sent?",
        ask=_ask_way,
        options=(
            Option(
                "email",
                "1",
                lambda c: _choose_way(c, PinDelivery.EMAIL),
                pgettext_lazy("phone", "For your email, within one business day"),
                leads_to=("reset_ssn", "reset_participant_id", "anything_else"),
            ),
            Option(
                "mail",
                "2",
                lambda c: _choose_way(c, PinDelivery.MAIL),
                pgettext_lazy("phone", "For your mailing address, in five to ten business days"),
                leads_to=("reset_ssn", "reset_participant_id", "anything_else"),
            ),
        ),
        help=_help_way,
    ),
    Question(
        name="reset_help",
        title="An agent for a new PIN?",
        ask=_ask_help,
        options=(
            Option("yes", "1", no_number, leads_to=("agent", "agent_wait", "call_back_offer")),
            Option("no", "2", "anything_else"),
        ),
    ),
    Question(
        name="reset_ssn",
        title="Social Security number",
        ask=_ask_ssn,
        options=(_UNKNOWN,),
        number=Number(
            digits=lambda: (SSN_DIGITS, SSN_DIGITS),
            take=_take_ssn,
            leads_to=("reset_ssn", "reset_participant_id", "anything_else"),
        ),
    ),
    Question(
        name="reset_participant_id",
        title="Participant ID",
        ask=_ask_participant_id,
        options=(_UNKNOWN,),
        number=Number(
            digits=lambda: (_id_digits(), _id_digits()),
            take=_take_participant_id,
            leads_to=("reset_participant_id", "reset_ssn", "anything_else"),
        ),
    ),
)
SAYINGS: dict[str, SayingOf] = {
    "not_an_ssn": _not_an_ssn,
    "not_a_participant_id": _not_a_participant_id,
    "reset_asked": _reset_asked,
    "too_many_requests": _too_many_requests,
    "reset_elsewhere": _reset_elsewhere,
}
