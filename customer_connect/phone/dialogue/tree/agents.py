"""An agent: at any time (P7). Outside their hours, or when they are busy, a call back."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from customer_connect.core.opening_hours import is_open_at
from customer_connect.domain.calls.actions.agent_requests import note_nobody_took, queue_for_agent
from customer_connect.domain.calls.actions.call_backs import request_call_back
from customer_connect.domain.calls.enums import AgentReason
from customer_connect.domain.calls.queues import LONGEST_TOLD, expected_wait
from customer_connect.domain.calls.windows import next_window
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.prompts import fixed, personal, yes_or_no
from customer_connect.phone.dialogue.questions import (
    Number,
    Option,
    Question,
    Saying,
    SayingOf,
    Step,
    ask,
    begin_again,
    goodbye,
    not_right,
    say,
)
from customer_connect.phone.dialogue.spoken import clock, count, count_of, digits, weekday_and_day
from customer_connect.phone.dialogue.tree.general import hours_prompt
from customer_connect.phone.turns import Prompt, Then

QUEUE = "agents"
LONG_WAIT_MINUTES = 5
_COUNTRY = "1"


def to_agent(conversation: Conversation, reason: AgentReason = AgentReason.ASKED) -> Step:
    """Pass the caller to an agent, or tell when agents answer and offer to call back."""
    now = timezone.now()
    conversation.state["reason"] = reason.value
    if not is_open_at(now):
        return ask("call_back_offer", say("agents_closed"))
    wait = expected_wait(QUEUE, now=now)
    # Where agents have not said lately whom they took, nobody knows how many still wait.
    if wait.minutes is None:
        return _connect(conversation)
    if wait.minutes >= LONG_WAIT_MINUTES:
        return ask("agent_wait", say("wait", position=wait.position, minutes=wait.minutes))
    return _connect(conversation, *([say("place", position=wait.position)] if wait.position > 1 else []))


def nobody_took(conversation: Conversation) -> Step:
    """Take the caller back after a transfer that failed."""
    note_nobody_took(call=conversation.call)
    return ask("call_back_offer", say("nobody_took"))


def _connect(conversation: Conversation, *told: Saying) -> Step:
    request = queue_for_agent(call=conversation.call, queue=QUEUE, reason=_reason(conversation))
    return Step(
        sayings=(*told, say("connecting")),
        then=Then.TRANSFER,
        transfer_to=QUEUE,
        transfer_reference=str(request.pk),
    )


def _reason(conversation: Conversation) -> AgentReason:
    return AgentReason(conversation.state.get("reason", AgentReason.ASKED.value))


def _offer_call_back(conversation: Conversation) -> Step:
    conversation.forget("call_back_number")
    return ask("call_back_here" if conversation.call.number else "call_back_number")


def _call_back_here(conversation: Conversation) -> Step:
    conversation.keep("call_back_number", conversation.call.number)
    return ask("call_back_when")


def _take_number(conversation: Conversation, typed: str) -> Step:
    number = typed.removeprefix(_COUNTRY) if len(typed) == 11 else typed
    if len(typed) < 10 or (len(number) == 10 and number[0] in "01"):
        return not_right("call_back_number", say("not_a_phone_number"))
    conversation.keep("call_back_number", f"+{_COUNTRY if len(number) == 10 else ''}{number}")
    return ask("call_back_when")


def _call_back(conversation: Conversation, *, morning: bool) -> Step:
    number = conversation.kept("call_back_number")
    if not number:
        return ask("call_back_number")
    window = next_window(timezone.now(), morning=morning)
    request_call_back(
        call=conversation.call,
        number=number,
        window=window,
        language=conversation.language,
        reason=_reason(conversation),
    )
    conversation.forget("call_back_number")
    return ask(
        "anything_else",
        say("call_back_noted", from_at=window.from_at.isoformat(), until_at=window.until_at.isoformat()),
    )


# ---- what is said


def _agents_closed(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "No agent is here at this time.")), hours_prompt()]


def _wait(conversation: Conversation, *, position: int, minutes: int) -> list[Prompt]:
    if minutes > LONGEST_TOLD:
        told = fixed(
            pgettext("phone", "The wait for an agent is longer than %(minutes)s minutes."),
            minutes=count_of(LONGEST_TOLD),
        )
    else:
        told = personal(
            pgettext("phone", "The wait for an agent is about %(minutes)s minutes."),
            minutes=count_of(minutes),
        )
    return [told, *_place(conversation, position=position)] if position > 1 else [told]


def _place(_: Conversation, *, position: int) -> list[Prompt]:
    return [personal(pgettext("phone", "You are number %(place)s in line."), place=count(position))]


def _connecting(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "Please hold. I am connecting you with an agent."))]


def _nobody_took(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "I am sorry. No agent could take your call."))]


def _not_a_phone_number(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "A phone number has ten digits, with the area code."))]


def _call_back_noted(_: Conversation, *, from_at: str, until_at: str) -> list[Prompt]:
    begins, ends = datetime.fromisoformat(from_at), datetime.fromisoformat(until_at)
    return [
        personal(
            pgettext(
                "phone", "Thank you. An agent will call you on %(day)s, between %(from)s and %(until)s."
            ),
            **{"day": weekday_and_day(begins.date()), "from": clock(begins), "until": clock(ends)},
        ),
        fixed(pgettext("phone", "An agent who calls you will never ask for your PIN.")),
    ]


def _ask_wait(_: Conversation) -> Sequence[Prompt]:
    return []


def _ask_call_back(_: Conversation) -> Sequence[Prompt]:
    return [fixed(pgettext("phone", "Do you want an agent to call you back?")), yes_or_no()]


def _ask_here(conversation: Conversation) -> Sequence[Prompt]:
    return [
        personal(
            pgettext("phone", "Can we call the number that you are calling from, which ends in %(digits)s?"),
            digits=digits(conversation.call.number_last_four, 4),
        ),
        yes_or_no(),
    ]


def _ask_number(_: Conversation) -> Sequence[Prompt]:
    return [
        fixed(
            pgettext("phone", "Enter or say the phone number, with the area code."),
            pgettext("phone", "Type the phone number, with the area code."),
        )
    ]


def _ask_when(_: Conversation) -> Sequence[Prompt]:
    return [fixed(pgettext("phone", "When should we call?"))]


def _ask_anything_else(_: Conversation) -> Sequence[Prompt]:
    return [fixed(pgettext("phone", "Can I help you with anything else?")), yes_or_no()]


QUESTIONS = (
    Question(
        name="agent_wait",
        title="Agents are busy",
        ask=_ask_wait,
        options=(
            Option(
                "wait", "1", _connect, pgettext_lazy("phone", "To wait for an agent"), leads_to=("agent",)
            ),
            Option(
                "call_back",
                "2",
                _offer_call_back,
                pgettext_lazy("phone", "To be called back"),
                leads_to=("call_back_here", "call_back_number"),
            ),
        ),
        gives_up=True,
    ),
    Question(
        name="call_back_offer",
        title="Call back?",
        ask=_ask_call_back,
        options=(
            Option("yes", "1", _offer_call_back, leads_to=("call_back_here", "call_back_number")),
            Option("no", "2", "anything_else"),
        ),
        gives_up=True,
    ),
    Question(
        name="call_back_here",
        title="Call this number?",
        ask=_ask_here,
        options=(
            Option("yes", "1", _call_back_here, leads_to=("call_back_when",)),
            Option("no", "2", "call_back_number"),
        ),
        gives_up=True,
    ),
    Question(
        name="call_back_number",
        title="Number to call",
        ask=_ask_number,
        number=Number(
            digits=lambda: (10, 15),
            take=_take_number,
            leads_to=("call_back_when", "call_back_number"),
            reads_back_keys=True,
        ),
        gives_up=True,
    ),
    Question(
        name="call_back_when",
        title="When to call",
        ask=_ask_when,
        options=(
            Option(
                "morning",
                "1",
                lambda c: _call_back(c, morning=True),
                pgettext_lazy("phone", "In the morning"),
                leads_to=("anything_else", "call_back_number"),
            ),
            Option(
                "afternoon",
                "2",
                lambda c: _call_back(c, morning=False),
                pgettext_lazy("phone", "In the afternoon"),
                leads_to=("anything_else", "call_back_number"),
            ),
        ),
        gives_up=True,
    ),
    Question(
        name="anything_else",
        title="Anything else?",
        ask=_ask_anything_else,
        options=(
            Option("yes", "1", begin_again, leads_to=("parent", "main_menu", "new_pin")),
            Option("no", "2", lambda _: goodbye(), leads_to=("goodbye",)),
        ),
        gives_up=True,
    ),
)
SAYINGS: dict[str, SayingOf] = {
    "agents_closed": _agents_closed,
    "wait": _wait,
    "place": _place,
    "connecting": _connecting,
    "nobody_took": _nobody_took,
    "not_a_phone_number": _not_a_phone_number,
    "call_back_noted": _call_back_noted,
}
