"""Case information: the caller's own part in their cases. Nothing of the other party, and no address."""

from collections.abc import Sequence

from django.utils.translation import pgettext

from customer_connect.core.dates import today
from customer_connect.domain.cases.enums import Frequency, Obligation
from customer_connect.domain.cases.models import Order
from customer_connect.domain.cases.own_cases import OwnCase
from customer_connect.domain.payments.due_dates import ORDERED_COLUMNS, Ordered, next_due
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.prompts import fixed, personal, say_agent
from customer_connect.phone.dialogue.questions import Number, Question, SayingOf, Step, Who, ask, say
from customer_connect.phone.dialogue.spoken import Said, amount, count, count_of, day, digits, phone_number
from customer_connect.phone.turns import Prompt

CASES_OFFERED = 8  # key 9 changes the language
LAST_DIGITS = 4


def hear_case(conversation: Conversation) -> Step:
    """Tell of the caller's only case, or ask which one."""
    cases = conversation.cases
    if len(cases) == 1:
        return ask("main_menu", say("case", case_id=cases[0].case_id), brief=True)
    return ask("which_case") if cases else ask("main_menu", say("no_cases"))


def case_ending(case_id: int) -> Said:
    """Say the last digits of a case number."""
    return digits(f"{case_id:012d}"[-LAST_DIGITS:], LAST_DIGITS)


def _take_case(conversation: Conversation, typed: str) -> Step:
    place = int(typed)
    offered = conversation.cases[:CASES_OFFERED]
    if not 1 <= place <= len(offered):
        return ask("which_case", say("no_such_case"))
    return ask("main_menu", say("case", case_id=offered[place - 1].case_id), brief=True)


# ---- what is said


def _case(conversation: Conversation, *, case_id: int) -> list[Prompt]:
    case = next((own for own in conversation.cases if own.case_id == case_id), None)
    if case is None:
        return []
    conversation.note_view("cases.details_viewed")
    return [
        _status(case),
        *_orders(conversation, case),
        *_next_due(conversation, case),
        *_office(conversation, case),
    ]


def _status(case: OwnCase) -> Prompt:
    values: dict[str, Said | str] = {
        "ending": case_ending(case.case_id),
        "day": day(case.opened_on),
        "role": case.role_label[:1].lower() + case.role_label[1:],
    }
    if case.is_open:
        text = pgettext(
            "phone",
            "Your case that ends in %(ending)s is open. It was opened on %(day)s. In it you are the %(role)s.",
        )
    elif case.closed_on is None:
        text = pgettext("phone", "Your case that ends in %(ending)s is closed. In it you are the %(role)s.")
    else:
        values["day"] = day(case.closed_on)
        text = pgettext(
            "phone",
            "Your case that ends in %(ending)s is closed, since %(day)s. In it you are the %(role)s.",
        )
    return personal(text, **values)


def _orders(conversation: Conversation, case: OwnCase) -> list[Prompt]:
    orders = Order.objects.visible_to(conversation.participant).filter(case=case.case_id)
    in_force = [
        order
        for order in orders.order_by("obligation", "id")
        if order.ends_on is None or order.ends_on >= today()
    ]
    if not in_force:
        return [personal(pgettext("phone", "It has no support order in force."))]
    return [
        personal(
            pgettext("phone", "Court order: %(what)s, %(amount)s %(often)s."),
            what=str(Obligation(order.obligation).label).lower(),
            amount=amount(order.amount),
            often=str(Frequency(order.frequency).label),
        )
        for order in in_force
    ]


def _next_due(conversation: Conversation, case: OwnCase) -> list[Prompt]:
    if not case.pays or not case.is_open:
        return []
    mine = Order.objects.visible_to(conversation.participant).filter(
        payer=conversation.participant, case=case.case_id
    )
    due = next_due([Ordered(*row) for row in mine.values_list(*ORDERED_COLUMNS)], on=today())
    if due is None:
        return []
    due_on, dollars = due
    return [
        personal(
            pgettext("phone", "Your next payment of %(amount)s is due on %(day)s."),
            amount=amount(dollars),
            day=day(due_on),
        )
    ]


def _office(conversation: Conversation, case: OwnCase) -> list[Prompt]:
    """Tell how to reach the office that serves the caller; not for people in danger, whose PIN may be known."""
    if not case.office_phone or conversation.participant.has_family_violence_indicator:
        text = pgettext("phone", "To reach your caseworker, %(say_agent)s.")
        return [fixed(text, say_agent=say_agent())]
    if not case.caseworker_extension:
        return [
            personal(
                pgettext("phone", "The phone number of your local office is %(number)s."),
                number=phone_number(case.office_phone),
            )
        ]
    return [
        personal(
            pgettext("phone", "To call your caseworker, dial %(number)s, extension %(extension)s."),
            number=phone_number(case.office_phone),
            extension=digits(case.caseworker_extension),
        )
    ]


def _no_cases(_: Conversation) -> list[Prompt]:
    return [
        personal(
            pgettext("phone", "There is no case that we can tell you about here. For help, %(say_agent)s."),
            say_agent=say_agent(),
        )
    ]


def _no_such_case(_: Conversation) -> list[Prompt]:
    return [fixed(pgettext("phone", "That is not one of the choices."))]


def _ask_which(conversation: Conversation) -> Sequence[Prompt]:
    cases = conversation.cases
    prompts = [personal(pgettext("phone", "You have %(count)s cases."), count=count_of(len(cases)))]
    prompts += [
        personal(
            pgettext("phone", "For the one that ends in %(ending)s, press %(key)s."),
            pgettext("phone", "For the one that ends in %(ending)s, type %(key)s."),
            ending=case_ending(case.case_id),
            key=count(place),
        )
        for place, case in enumerate(cases[:CASES_OFFERED], start=1)
    ]
    if len(cases) > CASES_OFFERED:
        text = pgettext("phone", "For the other ones, use our website, or %(say_agent)s.")
        prompts.append(fixed(text, say_agent=say_agent()))
    return prompts


QUESTIONS = (
    Question(
        name="which_case",
        title="Which case?",
        ask=_ask_which,
        number=Number(
            digits=lambda: (1, 1),
            take=_take_case,
            leads_to=("main_menu", "which_case"),
            is_secret=False,
            reads_back_speech=False,
        ),
        who=Who.SIGNED_IN,
    ),
)
SAYINGS: dict[str, SayingOf] = {"case": _case, "no_cases": _no_cases, "no_such_case": _no_such_case}
