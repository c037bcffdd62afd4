"""Signing in (P3): a number, then the PIN. The same action, limits and answers as on the website."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from customer_connect.core.agencies import agency
from customer_connect.core.identifiers import NotAnIdentifier, parse_identifier
from customer_connect.domain.calls.actions.verify_caller import verify_caller
from customer_connect.domain.calls.enums import AgentReason
from customer_connect.domain.identity.exceptions import (
    AccountLocked,
    PinDisabled,
    SecondFactorNeeded,
    SignInRefused,
    TemporaryPinExpired,
    TemporaryPinSpent,
    TooManyTries,
    WrongIdentifierOrPin,
)
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.prompts import fixed, personal, say_agent
from customer_connect.phone.dialogue.questions import (
    Number,
    Option,
    Question,
    Saying,
    SayingOf,
    Step,
    ask,
    not_right,
    say,
)
from customer_connect.phone.dialogue.spoken import clock, count, count_of
from customer_connect.phone.dialogue.tree.agents import to_agent
from customer_connect.phone.dialogue.tree.general import website
from customer_connect.phone.dialogue.tree.resets import SSN_DIGITS, begin_reset, dont_know_line
from customer_connect.phone.turns import Prompt

FAILURES_BEFORE_HELP = 2


def _take_identifier(conversation: Conversation, typed: str) -> Step:
    try:
        parse_identifier(typed)
    except NotAnIdentifier:
        return not_right("identifier", say("not_an_identifier"))
    conversation.forget()
    conversation.keep("identifier", typed)
    return ask("pin")


def _no_identifier(conversation: Conversation) -> Step:
    """Tell once where the number is found; somebody who still does not know it needs an agent."""
    if conversation.values.get("was_told"):
        return to_agent(conversation, AgentReason.SIGN_IN)
    return ask("identifier", say("where_to_find_it"), was_told=True)


def _take_pin(conversation: Conversation, typed: str) -> Step:
    identifier = conversation.kept("identifier")
    if not identifier:
        return ask("identifier", say("number_again"))
    if len(typed) < pin_digits()[0]:
        return not_right("pin", say("pin_too_short"))
    try:
        verify_caller(call=conversation.call, identifier=identifier, pin=typed)
    except SignInRefused as error:
        return _refused(conversation, error)
    conversation.verification_changed()
    conversation.forget()
    if conversation.call.must_choose_pin:
        return ask("new_pin", say("temporary_pin_used"))
    return ask("main_menu", say("signed_in"))


def _refused(conversation: Conversation, error: SignInRefused) -> Step:
    said = refusal(error)
    if isinstance(error, (TemporaryPinExpired, TemporaryPinSpent, PinDisabled)):
        step = begin_reset(conversation)
        return Step(step.question, (said, *step.sayings))
    if isinstance(error, SecondFactorNeeded):
        conversation.forget()
        step = to_agent(conversation, AgentReason.SECOND_FACTOR)
        return replace(step, sayings=(said, *step.sayings))
    if isinstance(error, WrongIdentifierOrPin) and conversation.call.failed_sign_ins < FAILURES_BEFORE_HELP:
        conversation.forget()
        return ask("identifier", said)
    return ask("sign_in_trouble", said)


def refusal(error: SignInRefused, *, is_signed_in: bool = False) -> Saying:
    """Return what is said of a PIN that was refused; the same whether or not the number exists."""
    match error:
        case WrongIdentifierOrPin():
            return say("wrong_pin", tries_left=error.tries_left, is_signed_in=is_signed_in)
        case AccountLocked():
            return say("locked", until=error.until.isoformat())
        case TooManyTries():
            return say("too_many_tries")
        case PinDisabled():
            return say("pin_off")
        case TemporaryPinExpired():
            return say("temporary_pin_expired")
        case TemporaryPinSpent():
            return say("temporary_pin_spent")
        case SecondFactorNeeded():
            return say("second_factor_needed")
        case _:
            raise error


def pin_digits() -> tuple[int, int]:
    """Return how many digits a PIN has at least and at most, chosen or temporary."""
    policy = agency().pin
    return min(policy.digits_at_least, policy.temporary_digits), policy.digits_at_most


def _identifier_digits() -> tuple[int, int]:
    rules = agency().identifiers
    numbers = [rules.participant_id_digits] + ([SSN_DIGITS] if rules.sign_in_with_ssn else [])
    return min(numbers), max(numbers)


# ---- what is said


def _ask_identifier(_: Conversation) -> Sequence[Prompt]:
    if agency().identifiers.sign_in_with_ssn:
        asked = fixed(
            pgettext(
                "phone", "Enter your Participant ID or Social Security number, then press pound. Or say it."
            ),
            pgettext("phone", "Type your Participant ID or Social Security number."),
        )
    else:
        asked = fixed(
            pgettext("phone", "Enter your Participant ID, then press pound. Or say it."),
            pgettext("phone", "Type your Participant ID."),
        )
    return [asked, dont_know_line()]


def _where_to_find_it(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "Your Participant ID has %(count)s digits. You find it on a child support check or on a billing "
                "statement. If you do not have it, %(say_agent)s.",
            ),
            count=count(agency().identifiers.participant_id_digits),
            say_agent=say_agent(),
        )
    ]


def _help_identifier(conversation: Conversation) -> list[Prompt]:
    return [*_where_to_find_it(conversation), *_where_pound_is(conversation)]


def _where_pound_is(conversation: Conversation) -> list[Prompt]:
    if conversation.is_tty:
        return []
    return [fixed(pgettext("phone", "The pound key is at the bottom right, next to the zero."))]


def _ask_pin(_: Conversation) -> Sequence[Prompt]:
    return [
        fixed(
            pgettext("phone", "Enter your PIN, then press pound."),
            pgettext("phone", "Type your PIN."),
        ),
        fixed(
            pgettext(
                "phone", "If you have no PIN or forgot it, say I don't know it, or press one and then pound."
            ),
            pgettext("phone", "If you have no PIN or forgot it, type 1 or I don't know it."),
        ),
    ]


def _help_pin(conversation: Conversation) -> Sequence[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "Your PIN is the number that you chose, or the temporary PIN that we sent you. It is safest to use the "
                "keys of your phone. If you do not know it, say I don't know it, and we send you a new one.",
            ),
            pgettext(
                "phone",
                "Your PIN is the number that you chose, or the temporary PIN that we sent you. If you do not know it, "
                "type I don't know it, and we send you a new one.",
            ),
        ),
        *_where_pound_is(conversation),
    ]


def _ask_trouble(_: Conversation) -> Sequence[Prompt]:
    return [fixed(pgettext("phone", "What would you like to do?"))]


def _not_an_identifier(_: Conversation) -> list[Prompt]:
    values = {"digits": count(agency().identifiers.participant_id_digits)}
    if agency().identifiers.sign_in_with_ssn:
        text = pgettext(
            "phone",
            "That number is too short, too long, or not a valid one. A Participant ID has %(digits)s digits, a Social "
            "Security number has nine.",
        )
    else:
        text = pgettext("phone", "A Participant ID has %(digits)s digits.")
    return [fixed(text, **values)]


def _number_again(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "That took a while. Please enter your number again."))]


def _pin_too_short(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "A PIN has at least %(count)s digits."), count=count(pin_digits()[0]))]


def _signed_in(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "Thank you. You are signed in."))]


def _wrong_pin(_: Conversation, *, tries_left: int, is_signed_in: bool) -> list[Prompt]:
    if is_signed_in:
        said = fixed(pgettext("phone", "That is not your PIN."))
    else:
        said = fixed(pgettext("phone", "The number and the PIN do not go together."))
    if tries_left > FAILURES_BEFORE_HELP:
        return [said]
    if tries_left == 1:
        warning = pgettext("phone", "You have one more try before we lock this number for a while.")
        return [said, fixed(warning)]
    warning = pgettext("phone", "You have %(count)s more tries before we lock this number for a while.")
    return [said, fixed(warning, count=count_of(tries_left))]


def _locked(_: Conversation, *, until: str) -> list[Prompt]:
    moment = datetime.fromisoformat(until)
    if moment <= timezone.now():
        return [fixed(pgettext("phone", "You can try again now."))]
    return [
        personal(
            pgettext(
                "phone",
                "For your safety, this number is locked for a while, because there were too many tries. "
                "You can try again after %(time)s.",
            ),
            time=clock(moment),
        )
    ]


def _too_many_tries(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext("phone", "There were too many tries from this phone number. Please wait a few minutes.")
        )
    ]


def _pin_off(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext("phone", "For your safety, the PIN for this number was turned off. You need a new PIN.")
        )
    ]


def _temporary_pin_expired(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "The time to use your temporary PIN is over. You need a new PIN."))]


def _temporary_pin_spent(_: Conversation) -> list[Prompt]:
    return [
        fixed(pgettext("phone", "A temporary PIN works only once, and yours was used. You need a new PIN."))
    ]


def _second_factor_needed(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "Your temporary PIN is right. But your account asks for one more proof that it is you, and the phone "
                "cannot take it. Use the same PIN on our website, %(website)s, or ask the agent.",
            ),
            website=website(),
        )
    ]


def _timed_out(_: Conversation) -> list[Prompt]:
    return [
        fixed(pgettext("phone", "For your safety, you were signed out because no answer came for a while."))
    ]


def _sign_in_first(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "Please sign in first."))]


QUESTIONS = (
    Question(
        name="identifier",
        title="Participant ID or SSN",
        ask=_ask_identifier,
        options=(
            Option(
                "unknown",
                "1",
                _no_identifier,
                leads_to=("identifier", "agent", "agent_wait", "call_back_offer"),
            ),
        ),
        number=Number(
            digits=_identifier_digits,
            take=_take_identifier,
            leads_to=("identifier", "pin"),
        ),
        help=_help_identifier,
    ),
    Question(
        name="pin",
        title="PIN",
        ask=_ask_pin,
        options=(Option("unknown", "1", begin_reset, leads_to=("reset_offer", "reset_help")),),
        number=Number(
            digits=pin_digits,
            take=_take_pin,
            leads_to=(
                "main_menu",
                "new_pin",
                "identifier",
                "pin",
                "sign_in_trouble",
                "reset_offer",
                "reset_help",
                "agent",
                "agent_wait",
                "call_back_offer",
            ),
            reads_back_speech=False,
        ),
        help=_help_pin,
    ),
    Question(
        name="sign_in_trouble",
        title="Could not sign in",
        ask=_ask_trouble,
        options=(
            Option("try_again", "1", "identifier", pgettext_lazy("phone", "To try again")),
            Option(
                "new_pin",
                "2",
                begin_reset,
                pgettext_lazy("phone", "For a new PIN"),
                leads_to=("reset_offer", "reset_help"),
            ),
            Option(
                "agent",
                "3",
                lambda c: to_agent(c, AgentReason.SIGN_IN),
                pgettext_lazy("phone", "For an agent"),
                leads_to=("agent", "agent_wait", "call_back_offer"),
            ),
        ),
    ),
)
SAYINGS: dict[str, SayingOf] = {
    "where_to_find_it": _where_to_find_it,
    "not_an_identifier": _not_an_identifier,
    "number_again": _number_again,
    "pin_too_short": _pin_too_short,
    "signed_in": _signed_in,
    "wrong_pin": _wrong_pin,
    "locked": _locked,
    "too_many_tries": _too_many_tries,
    "pin_off": _pin_off,
    "temporary_pin_expired": _temporary_pin_expired,
    "temporary_pin_spent": _temporary_pin_spent,
    "second_factor_needed": _second_factor_needed,
    "timed_out": _timed_out,
    "sign_in_first": _sign_in_first,
}
