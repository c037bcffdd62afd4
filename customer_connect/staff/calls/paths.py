"""The path of a call in plain words: which questions it came to, and what was chosen. Never what was typed.

A step is "question=answer" or "question:what happened". Tests compare these tables with the dialogue's own questions.
"""

QUESTIONS = {
    "language": "Language",
    "parent": "Parent or guardian?",
    "general_menu": "General information",
    "other_menu": "Other options",
    "identifier": "Signing in: Participant ID or SSN",
    "pin": "Signing in: PIN",
    "sign_in_trouble": "Could not sign in",
    "current_pin": "PIN change: current PIN",
    "new_pin": "PIN change: new PIN",
    "new_pin_again": "PIN change: new PIN once more",
    "reset_offer": "New PIN: wanted?",
    "reset_way": "New PIN: by email or mail?",
    "reset_ssn": "New PIN: SSN",
    "reset_participant_id": "New PIN: Participant ID",
    "reset_help": "New PIN: not by phone without an SSN; an agent?",
    "main_menu": "Main menu",
    "payments_menu": "Payments",
    "which_payments": "Payments made or sent?",
    "payments_told": "Payments were told",
    "which_case": "Which case?",
    "agent_wait": "Agents are busy",
    "call_back_offer": "Call back wanted?",
    "call_back_here": "Call back at this number?",
    "call_back_number": "Number to call back",
    "call_back_when": "When to call back",
    "anything_else": "Anything else?",
    "confirm": "Asked whether it was understood",
}
ANSWERS = {
    "english": "English",
    "spanish": "Spanish",
    "yes": "yes",
    "no": "no",
    "none_of_these": "none of these",
    "apply": "how to apply",
    "ways_to_pay": "ways to pay and be paid",
    "hours": "offices and hours",
    "website": "website",
    "employers": "for employers",
    "tty": "TTY",
    "outside_us": "from outside the U.S.",
    "other_information": "other information",
    "unknown": "does not know it",
    "try_again": "try again",
    "new_pin": "wants a new PIN",
    "agent": "asked for an agent",
    "email": "email",
    "mail": "mail",
    "payments": "payments",
    "dates": "court dates and appointments",
    "pin_change": "PIN change",
    "case": "case information",
    "balances": "balances",
    "another_case": "another case",
    "recent_payments": "recent payments",
    "payments_made": "payments made",
    "payments_sent": "payments sent to the caller",
    "payments_menu": "back to payments",
    "more": "more payments",
    "main_menu": "back to the main menu",
    "wait": "waits for an agent",
    "call_back": "rather a call back",
    "morning": "morning",
    "afternoon": "afternoon",
    "repeat": "asked to hear it again",
    "help": "asked for help",
    "goodbye": "said goodbye",
}
HAPPENINGS = {
    "number": "a number was given",
    "not_heard": "nothing was heard",
    "not_understood": "was not understood",
    "unsure": "was not surely understood",
    "confirm": "asked to hear it again",
    "not_meant": "was misunderstood",
    "too_slow": "took too long",
    "timed_out": "silent for so long that they were signed out",
    "too_long": "the call had lasted too long",
    "transfer_failed": "no agent took the call",
    "ended": "the call was over",
}
# Questions at which nobody is stuck: they come after an agent was asked for.
_ON_THE_WAY_TO_AN_AGENT = {"agent_wait"}


def in_words(path: list[str]) -> list[str]:
    """Return a path in plain words, one line a step."""
    return [_step(step) for step in path]


def stood_at(path: list[str]) -> str:
    """Return the question at which the caller asked for an agent, or came to one."""
    names = [_split(step)[0] for step in path]
    stuck = [name for name in names if name not in _ON_THE_WAY_TO_AN_AGENT]
    return _question(stuck[-1]) if stuck else "The very beginning"


def _step(step: str) -> str:
    name, answer, happened = _split(step)
    words = ANSWERS.get(answer, answer) if answer else HAPPENINGS.get(happened, happened)
    question = _question(name)
    return f"{question}{'' if question.endswith('?') else ':'} {words}" if words else question


def _question(name: str) -> str:
    return QUESTIONS.get(name, name.replace("_", " "))


def _split(step: str) -> tuple[str, str, str]:
    if "=" in step:
        name, _, answer = step.partition("=")
        return name, answer, ""
    name, _, happened = step.partition(":")
    return name, "", happened
