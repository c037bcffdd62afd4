"""The dialogue: takes what was heard, finds out what was meant, goes on, and says what comes next."""

import logging
from typing import Any

from django.db import close_old_connections, connection
from django.utils import timezone, translation

from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.calls.actions.begin_call import begin_call
from customer_connect.domain.calls.actions.end_call import end_call
from customer_connect.domain.calls.actions.note_step import note_step
from customer_connect.domain.calls.actions.verify_caller import forget_caller
from customer_connect.domain.calls.enums import AgentReason, CallOutcome
from customer_connect.domain.calls.models import Call
from customer_connect.phone.dialogue.answers import NEVER_CONFIRMED, Answer, answer_of, ask_of
from customer_connect.phone.dialogue.conversation import Conversation, NotVerified
from customer_connect.phone.dialogue.phrases import phrases_for
from customer_connect.phone.dialogue.prompts import option_line
from customer_connect.phone.dialogue.questions import (
    Number,
    Question,
    Saying,
    Step,
    Who,
    ask,
    begin_again,
    goodbye,
    say,
)
from customer_connect.phone.dialogue.tree import FIRST, QUESTIONS, SAYINGS
from customer_connect.phone.dialogue.tree.agents import nobody_took, to_agent
from customer_connect.phone.dialogue.tree.always_there import CONFIRM, SAID
from customer_connect.phone.dialogue.understanding import CONFIDENT
from customer_connect.phone.turns import Caller, Ending, Heard, Language, Prompt, State, Then, Turn
from customer_connect.providers.speech import CONFIRM_FROM

logger = logging.getLogger(__name__)

STRIKES = 3


class CustomerDialogue:
    """The dialogue with callers, as gateways use it (`turns.Dialogue`)."""

    def start(self, caller: Caller) -> tuple[State, Turn]:
        """Greet a caller."""
        _look_after_connections()
        state: State = {"call": "", "language": "en", "question": FIRST, "strikes": 0}
        try:
            return _started(state, caller)
        except Exception as error:  # noqa: BLE001 - as in `answer`
            logger.error("A call broke as it began: %s", type(error).__name__)  # noqa: TRY400
            return state, _broken(state)

    def answer(self, state: State, heard: Heard) -> tuple[State, Turn]:
        """Take what was heard and say what comes next."""
        _look_after_connections()
        state = {**state, "kept": dict(state.get("kept", {}))}
        try:
            call = Call.objects.select_related("participant").get(key=state["call"])
            return state, _answered(Conversation(state, call), heard)
        except Exception as error:  # noqa: BLE001 - whatever breaks, a caller hears a sentence and not silence
            # Not the error's own words: they might hold what was said.
            logger.error("A call broke at %s: %s", state.get("question"), type(error).__name__)  # noqa: TRY400
            return state, _broken(state)

    def ended(self, state: State, how: Ending) -> None:
        """Note that the call is over."""
        _look_after_connections()
        call = Call.objects.filter(key=state["call"]).first() if state["call"] else None
        if call is not None:
            end_call(call=call, outcome=CallOutcome(how.value))


def _look_after_connections() -> None:
    """Let go of connections that the database has closed: gateways hold their threads for days."""
    if not connection.in_atomic_block:
        close_old_connections()


def _started(state: State, caller: Caller) -> tuple[State, Turn]:
    call = begin_call(
        gateway_call=caller.call_id,
        channel=Channel(caller.channel),
        number=caller.number,
        line=caller.line,
        language=state["language"],
    )
    state = {**state, "call": call.key.hex}
    with translation.override(state["language"]):
        return state, _turn(Conversation(state, call), ask(FIRST))


def _answered(conversation: Conversation, heard: Heard) -> Turn:
    with translation.override(conversation.language):
        step, noted = _step(conversation, heard)
    # The step may have changed the language.
    with translation.override(conversation.language):
        turn = _turn(conversation, step)
    note_step(call=conversation.call, step=noted, language=conversation.language)
    return turn


def _step(conversation: Conversation, heard: Heard) -> tuple[Step, str]:
    """Return where the dialogue goes, and what is noted of it."""
    name = conversation.state["question"]
    call = conversation.call
    if call.ended_at is not None:
        return goodbye(), f"{name}:ended"
    if call.is_too_long(timezone.now()):
        return goodbye(say("too_long")), f"{name}:too_long"
    if call.verified_at is not None and call.is_idle(timezone.now()):
        forget_caller(call=call)
        conversation.forget()
        return ask("identifier", say("timed_out")), f"{name}:timed_out"
    if heard.transfer_failed:
        return nobody_took(conversation), f"{name}:transfer_failed"
    confirming = conversation.state.pop("confirming", None)
    if confirming is not None:
        return _after_confirming(conversation, heard, confirming)
    question = QUESTIONS[name]
    answer = answer_of(heard, question, conversation)
    if answer.certainty < CONFIRM_FROM:
        answer = Answer()
    if _is_unsure(answer, question):
        return _confirm(conversation, answer), f"{name}:unsure"
    return _take(conversation, question, answer)


def _take(conversation: Conversation, question: Question, answer: Answer) -> tuple[Step, str]:
    if answer.choice is not None:
        conversation.state["strikes"] = 0
        return _choose(conversation, question, answer.choice.value), f"{question.name}={answer.choice.value}"
    if answer.number and question.number is not None:
        if answer.is_spoken and answer.certainty < CONFIDENT:
            return _strike(conversation, "not_understood"), f"{question.name}:unsure"
        return _enter(conversation, question.number, answer.number), f"{question.name}:number"
    kind = "not_heard" if answer.is_silence else "not_understood"
    return _strike(conversation, kind), f"{question.name}:{kind}"


def _enter(conversation: Conversation, number: Number, digits: str) -> Step:
    """Hand a number to its question. One that cannot be right is a strike."""
    step = number.take(conversation, digits)
    if not step.is_strike:
        conversation.state["strikes"] = 0
        return step
    return _counted(conversation) or step


def _choose(conversation: Conversation, question: Question, value: str) -> Step:
    """Follow one of the question's options, or do what works at every question."""
    for option in question.offered(conversation):
        if option.value == value:
            return ask(option.go) if isinstance(option.go, str) else option.go(conversation)
    return _always(conversation, value)


def _always(conversation: Conversation, value: str) -> Step:
    match value:
        case "agent":
            return to_agent(conversation)
        case "main_menu":
            conversation.forget()
            return begin_again(conversation)
        case "goodbye":
            return goodbye()
        case "help":
            conversation.state["values"] = _at_length(conversation)
            return _again(conversation, say("help_here"), say("help"))
        case "spanish" | "english":
            conversation.state["language"] = "es" if value == "spanish" else "en"
            return _same(conversation)
        case _:
            return _same(conversation)


def _same(conversation: Conversation) -> Step:
    """Say the last turn once more: the same sayings, the same question."""
    kept = conversation.state.get("sayings", [])
    return _again(conversation, *(Saying(name, values) for name, values in kept))


def _at_length(conversation: Conversation) -> dict[str, Any]:
    """Return what the open question was told, without leave to be brief."""
    return {name: value for name, value in conversation.values.items() if name != "brief"}


def _again(conversation: Conversation, *sayings: Saying) -> Step:
    """Ask the open question again."""
    return Step(conversation.state["question"], sayings, conversation.values)


# ---- what was not heard, not understood, or not surely


def _strike(conversation: Conversation, kind: str) -> Step:
    if (step := _counted(conversation)) is not None:
        return step
    conversation.state["values"] = _at_length(conversation)
    is_second = conversation.state["strikes"] > 1
    sayings = [say(kind, again=is_second)] + ([say("help_here")] if is_second else [])
    return _again(conversation, *sayings)


def _counted(conversation: Conversation) -> Step | None:
    """Count a strike, and return where the last one leads."""
    conversation.state["strikes"] = conversation.state.get("strikes", 0) + 1
    if conversation.state["strikes"] < STRIKES:
        return None
    conversation.state["strikes"] = 0
    if QUESTIONS[conversation.state["question"]].gives_up:
        return goodbye()
    return to_agent(conversation, AgentReason.NOT_UNDERSTOOD)


def _is_unsure(answer: Answer, question: Question) -> bool:
    if answer.choice is not None:
        return answer.certainty < CONFIDENT and answer.choice.value not in NEVER_CONFIRMED
    if answer.number and question.number is not None:
        reads_back = question.number.reads_back_speech and answer.is_spoken
        return reads_back or question.number.reads_back_keys
    return False


def _confirm(conversation: Conversation, answer: Answer) -> Step:
    if answer.choice is not None:
        conversation.state["confirming"] = {"value": answer.choice.value}
    else:
        conversation.keep(SAID, answer.number)
        conversation.state["confirming"] = {"number": True}
    return _again(conversation)


def _after_confirming(
    conversation: Conversation, heard: Heard, confirming: dict[str, object]
) -> tuple[Step, str]:
    """Take the answer to "is that right?"; anything but yes or no goes on as if nothing had been heard before."""
    name = conversation.state["question"]
    answer = answer_of(heard, QUESTIONS[CONFIRM], conversation)
    value = answer.choice.value if answer.choice and answer.certainty >= CONFIRM_FROM else ""
    number = conversation.kept(SAID)
    if value == "yes":
        conversation.forget(SAID)
        conversation.state["strikes"] = 0
        question = QUESTIONS[name]
        if confirmed := confirming.get("value"):
            return _choose(conversation, question, str(confirmed)), f"{name}={confirmed}"
        if number and question.number is not None:
            return _enter(conversation, question.number, number), f"{name}:number"
        return _again(conversation), f"{name}:too_slow"
    if value == "no":
        conversation.forget(SAID)
        return _again(conversation), f"{name}:not_meant"
    if answer.choice is not None and answer.certainty >= CONFIDENT and value not in {"repeat", "help"}:
        if value not in {"spanish", "english"}:
            conversation.forget(SAID)
            return _always(conversation, value), f"{name}={value}"
        conversation.state["language"] = "es" if value == "spanish" else "en"
    conversation.state["confirming"] = confirming
    if value in {"repeat", "help", "spanish", "english"}:
        return _again(conversation), f"{name}:confirm"
    kind = "not_heard" if answer.is_silence else "not_understood"
    step = _strike(conversation, kind)
    if step.question != name:
        conversation.state.pop("confirming", None)
    return step, f"{name}:{kind}"


# ---- from a step to a turn


def _turn(conversation: Conversation, step: Step) -> Turn:
    """Say the sayings and ask the question. Whoever may not be asked it signs in first."""
    step = _allowed(conversation, step)
    state = conversation.state
    state["sayings"] = [[saying.name, saying.values] for saying in step.sayings]
    if step.question:
        if step.question != state["question"]:
            state.pop("confirming", None)
        state["question"] = step.question
        state["values"] = step.values
    try:
        said = [prompt for saying in step.sayings for prompt in _said(conversation, saying)]
        if step.then != Then.LISTEN:
            return Turn(
                conversation.language,
                tuple(said),
                then=step.then,
                transfer_to=step.transfer_to,
                transfer_reference=step.transfer_reference,
            )
        question = QUESTIONS[CONFIRM if "confirming" in state else step.question]
        asked = _asked(question, conversation)
    except NotVerified:
        return _turn(conversation, ask("identifier", say("sign_in_first")))
    return Turn(conversation.language, (*said, *asked), ask_of(question, conversation))


def _allowed(conversation: Conversation, step: Step) -> Step:
    if not step.question:
        return step
    who = QUESTIONS[step.question].who
    if who is Who.ANYBODY:
        return step
    if not conversation.is_verified:
        conversation.state.pop("confirming", None)
        return ask("identifier", say("sign_in_first"))
    if who is Who.SIGNED_IN and conversation.call.must_choose_pin:
        return ask("new_pin", say("choose_pin_first"))
    return step


def _said(conversation: Conversation, saying: Saying) -> list[Prompt]:
    if saying.name == "help_here":
        help_here = QUESTIONS[conversation.state["question"]].help
        return list(help_here(conversation)) if help_here is not None else []
    return list(SAYINGS[saying.name](conversation, **saying.values))


def _asked(question: Question, conversation: Conversation) -> list[Prompt]:
    if question.brief is not None and conversation.values.get("brief"):
        return list(question.brief(conversation))
    return [*question.ask(conversation), *_option_lines(question, conversation)]


def _option_lines(question: Question, conversation: Conversation) -> list[Prompt]:
    return [
        option_line(str(option.purpose), option.key, phrases_for(option.value, conversation.language)[0])
        for option in question.offered(conversation)
        if option.purpose
    ]


def _broken(state: State) -> Turn:
    """Apologise and end: the database may be away, so nothing else can be done."""
    language: Language = "es" if state.get("language") == "es" else "en"
    with translation.override(language):
        conversation = Conversation({**state, "language": language}, Call())
        prompts = [*SAYINGS["our_fault"](conversation), *SAYINGS["goodbye"](conversation)]
    return Turn(language, tuple(prompts), then=Then.HANG_UP)
