"""The caller's own main menu (P4)."""

from collections.abc import Sequence

from django.utils.translation import pgettext, pgettext_lazy

from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.prompts import fixed
from customer_connect.phone.dialogue.questions import Option, Question, Who
from customer_connect.phone.dialogue.tree.balances import hear_balances
from customer_connect.phone.dialogue.tree.cases import hear_case
from customer_connect.phone.dialogue.tree.dates import hear_dates
from customer_connect.phone.dialogue.tree.resets import begin_reset
from customer_connect.phone.turns import Prompt


def _ask_main(_: Conversation) -> Sequence[Prompt]:
    return [fixed(pgettext("phone", "Main menu."))]


def _brief_main(_: Conversation) -> Sequence[Prompt]:
    """Ask shortly somebody who has just heard something: the whole menu takes half a minute."""
    return [
        fixed(
            pgettext(
                "phone",
                "What else would you like to hear? Press a key, or say payments, dates, PIN change, case information "
                "or balances. For the whole menu, wait or say help.",
            ),
            pgettext(
                "phone",
                "What else would you like to read? Type a digit, or payments, dates, PIN change, case information or "
                "balances. For the whole menu, type help.",
            ),
        )
    ]


def _help_main(_: Conversation) -> Sequence[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "Say what you want to hear, like payments or balances. You do not have to wait for the end of the "
                "list.",
            ),
            pgettext("phone", "Type what you want to read, like payments or balances."),
        )
    ]


QUESTIONS = (
    Question(
        name="main_menu",
        title="Main menu",
        ask=_ask_main,
        options=(
            Option("payments", "1", "payments_menu", pgettext_lazy("phone", "For payments")),
            Option(
                "dates",
                "2",
                hear_dates,
                pgettext_lazy("phone", "For court dates and appointments"),
                leads_to=("main_menu",),
            ),
            Option("pin_change", "3", "current_pin", pgettext_lazy("phone", "To change your PIN")),
            Option(
                "case",
                "4",
                hear_case,
                pgettext_lazy("phone", "For your case"),
                leads_to=("main_menu", "which_case"),
            ),
            Option(
                "balances",
                "5",
                hear_balances,
                pgettext_lazy("phone", "For account balances"),
                leads_to=("main_menu",),
            ),
            Option(
                "new_pin",
                "6",
                begin_reset,
                pgettext_lazy("phone", "To have a new PIN sent to you"),
                leads_to=("reset_offer", "reset_help"),
            ),
            Option(
                "other_information", "7", "general_menu", pgettext_lazy("phone", "For general information")
            ),
        ),
        help=_help_main,
        brief=_brief_main,
        who=Who.SIGNED_IN,
    ),
)
