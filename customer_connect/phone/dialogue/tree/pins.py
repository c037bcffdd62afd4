"""Choosing a PIN: after a temporary one, before anything else; or instead of the current one."""

from collections.abc import Sequence

from django.utils.translation import pgettext

from customer_connect.core.agencies import agency
from customer_connect.domain.calls.actions.change_pin import change_pin_in_call, choose_pin_in_call
from customer_connect.domain.identity.actions.change_pin import check_new_pin
from customer_connect.domain.identity.actions.confirm_pin import confirm_pin
from customer_connect.domain.identity.exceptions import (
    NotTemporary,
    SignInRefused,
    WeakPin,
    WrongIdentifierOrPin,
)
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.prompts import fixed
from customer_connect.phone.dialogue.questions import (
    Number,
    Option,
    Question,
    SayingOf,
    Step,
    Who,
    ask,
    begin_again,
    say,
)
from customer_connect.phone.dialogue.spoken import count
from customer_connect.phone.dialogue.tree.resets import begin_reset
from customer_connect.phone.dialogue.tree.signing_in import pin_digits, refusal
from customer_connect.phone.turns import Prompt


def _take_current(conversation: Conversation, typed: str) -> Step:
    try:
        confirm_pin(user=conversation.verified_user, pin=typed, by=conversation.actor)
    except WrongIdentifierOrPin as error:
        return ask("current_pin", refusal(error, is_signed_in=True))
    except SignInRefused as error:
        return begin_again(conversation, refusal(error))
    conversation.keep("current_pin", typed)
    return ask("new_pin")


def _take_new(conversation: Conversation, typed: str) -> Step:
    if not conversation.call.must_choose_pin and not conversation.kept("current_pin"):
        return ask("current_pin")
    try:
        check_new_pin(conversation.verified_user, typed)
    except WeakPin as error:
        return ask("new_pin", say("weak_pin", reason=error.reason))
    conversation.keep("new_pin", typed)
    return ask("new_pin_again")


def _take_again(conversation: Conversation, typed: str) -> Step:
    new = conversation.kept("new_pin")
    conversation.forget("new_pin")
    if not new:
        return ask("new_pin", say("too_slow"))
    if new != typed:
        return ask("new_pin", say("pins_differ"))
    try:
        _save(conversation, new)
    except WeakPin as error:
        return ask("new_pin", say("weak_pin", reason=error.reason))
    except NotTemporary:
        return ask("identifier")
    except SignInRefused as error:
        return begin_again(conversation, refusal(error, is_signed_in=True))
    conversation.verification_changed()
    conversation.forget()
    return ask("main_menu", say("pin_saved"))


def _save(conversation: Conversation, new: str) -> None:
    user = conversation.verified_user
    if conversation.call.must_choose_pin:
        choose_pin_in_call(call=conversation.call, user=user, new=new)
    else:
        current = conversation.kept("current_pin")
        change_pin_in_call(call=conversation.call, user=user, current=current, new=new)


# ---- what is said


def _ask_current(_: Conversation) -> Sequence[Prompt]:
    return [
        fixed(
            pgettext("phone", "Enter the PIN that you have now, then press pound."),
            pgettext("phone", "Type the PIN that you have now."),
        )
    ]


def _ask_new(_: Conversation) -> Sequence[Prompt]:
    policy = agency().pin
    return [
        fixed(
            pgettext("phone", "Enter your new PIN, %(least)s to %(most)s digits, then press pound."),
            pgettext("phone", "Type your new PIN, %(least)s to %(most)s digits."),
            least=count(policy.digits_at_least),
            most=count(policy.digits_at_most),
        )
    ]


def _help_new(_: Conversation) -> Sequence[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "Choose digits that nobody will guess: no birth dates, nothing like two three four five six, and no "
                "part of your Social Security number or Participant ID. Tell it to nobody.",
            )
        )
    ]


def _ask_again(_: Conversation) -> Sequence[Prompt]:
    return [
        fixed(
            pgettext("phone", "Enter your new PIN once more, then press pound."),
            pgettext("phone", "Type your new PIN once more."),
        )
    ]


def _temporary_pin_used(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "That was a temporary PIN. It works only once, so please choose a PIN of your own now, before you hang "
                "up.",
            )
        )
    ]


def _choose_pin_first(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "First, please choose a PIN of your own."))]


def _weak_pin(_: Conversation, *, reason: str) -> list[Prompt]:
    return [fixed(reason)]


def _pins_differ(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "The two PINs are not the same. Let us start with the new PIN again."))]


def _too_slow(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "That took a while. Let us start with the new PIN again."))]


def _pin_saved(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "Your new PIN is saved. Use it the next time you sign in."))]


QUESTIONS = (
    Question(
        name="current_pin",
        title="Current PIN",
        ask=_ask_current,
        options=(Option("unknown", "1", begin_reset, leads_to=("reset_offer", "reset_help")),),
        number=Number(
            digits=pin_digits,
            take=_take_current,
            leads_to=("new_pin", "current_pin", "main_menu", "parent"),
            reads_back_speech=False,
        ),
        who=Who.SIGNED_IN,
    ),
    Question(
        name="new_pin",
        title="New PIN",
        ask=_ask_new,
        number=Number(
            digits=pin_digits,
            take=_take_new,
            leads_to=("new_pin_again", "new_pin", "current_pin"),
            reads_back_speech=False,
        ),
        help=_help_new,
        who=Who.CHOOSING_PIN,
    ),
    Question(
        name="new_pin_again",
        title="New PIN once more",
        ask=_ask_again,
        number=Number(
            digits=pin_digits,
            take=_take_again,
            leads_to=("main_menu", "new_pin", "identifier"),
            reads_back_speech=False,
        ),
        who=Who.CHOOSING_PIN,
    ),
)
SAYINGS: dict[str, SayingOf] = {
    "temporary_pin_used": _temporary_pin_used,
    "choose_pin_first": _choose_pin_first,
    "weak_pin": _weak_pin,
    "pins_differ": _pins_differ,
    "too_slow": _too_slow,
    "pin_saved": _pin_saved,
}
