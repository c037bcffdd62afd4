"""Account balances, as the system of record says them: current support, past-due support and interest apart."""

from django.utils.translation import pgettext

from customer_connect.domain.payments.balance_lines import BalanceLine, Statement, statements_of
from customer_connect.domain.payments.enums import OwedTo
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.prompts import personal
from customer_connect.phone.dialogue.questions import SayingOf, Step, ask, say
from customer_connect.phone.dialogue.spoken import Said, amount, day
from customer_connect.phone.dialogue.tree.cases import case_ending
from customer_connect.phone.turns import Prompt


def hear_balances(_: Conversation) -> Step:
    """Tell the balances of all cases."""
    return ask("main_menu", say("balances"), brief=True)


def _balances(conversation: Conversation) -> list[Prompt]:
    conversation.note_view("payments.balances_viewed")
    statements = statements_of(conversation.participant)
    if not statements:
        return [personal(pgettext("phone", "There are no balances on record."))]
    has_several = len({statement.case_id for statement in statements}) > 1
    return [
        prompt
        for statement in statements
        for prompt in _statement(conversation, statement, has_several=has_several)
    ]


def _statement(conversation: Conversation, statement: Statement, *, has_several: bool) -> list[Prompt]:
    prompts = []
    if has_several:
        ending = case_ending(statement.case_id)
        prompts.append(personal(pgettext("phone", "The case that ends in %(ending)s."), ending=ending))
    is_mine = statement.payer_id == conversation.participant.pk
    if statement.as_of is not None:
        heading = (
            pgettext("phone", "You owe, as of %(day)s:")
            if is_mine
            else pgettext("phone", "You are owed, as of %(day)s:")
        )
        prompts.append(personal(heading, day=day(statement.as_of)))
    else:
        prompts.append(
            personal(pgettext("phone", "You owe:") if is_mine else pgettext("phone", "You are owed:"))
        )
    prompts += [_line(line, with_day=statement.as_of is None) for line in statement.lines]
    if statement.total is not None:
        prompts.append(personal(pgettext("phone", "Together: %(amount)s."), amount=amount(statement.total)))
    return prompts


def _line(line: BalanceLine, *, with_day: bool) -> Prompt:
    values: dict[str, Said | str] = {"what": line.label, "amount": amount(line.amount)}
    if line.owed_to == OwedTo.STATE:
        if with_day:
            text = pgettext("phone", "%(what)s, owed to the State: %(amount)s as of %(day)s.")
            return personal(text, day=day(line.as_of), **values)
        return personal(pgettext("phone", "%(what)s, owed to the State: %(amount)s."), **values)
    if with_day:
        return personal(
            pgettext("phone", "%(what)s: %(amount)s as of %(day)s."), day=day(line.as_of), **values
        )
    return personal(pgettext("phone", "%(what)s: %(amount)s."), **values)


SAYINGS: dict[str, SayingOf] = {"balances": _balances}
