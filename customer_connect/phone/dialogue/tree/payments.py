"""The payments menu (P5). Amounts, days and what became of them: never where the money came from."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import pgettext, pgettext_lazy

from customer_connect.domain.payments.enums import EntryKind, ExpectedStatus
from customer_connect.domain.payments.histories import Entry, Place, history_of
from customer_connect.domain.payments.ledgers import MADE, SENT, Ledger
from customer_connect.domain.payments.models import ExpectedPayment
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.prompts import fixed, personal
from customer_connect.phone.dialogue.questions import Option, Question, SayingOf, Step, Who, ask, say
from customer_connect.phone.dialogue.spoken import amount, day
from customer_connect.phone.dialogue.tree.cases import case_ending
from customer_connect.phone.turns import Prompt

TOLD = 3
_LEDGERS = {"made": MADE, "sent": SENT}


def _recent(conversation: Conversation) -> Step:
    """Tell payments made to who pays, sent ones to who is paid; ask somebody who does both."""
    pays, is_paid = _sides(conversation)
    if pays and is_paid:
        return ask("which_payments")
    return _hear(conversation, "sent" if is_paid else "made")


def _sides(conversation: Conversation) -> tuple[bool, bool]:
    """Return whether the caller pays, and whether they are paid: by their part in a case, or by what is on record."""
    participant, cases = conversation.participant, conversation.cases
    pays = any(case.pays for case in cases) or not history_of(participant, MADE).is_empty()
    is_paid = any(case.is_paid for case in cases) or not history_of(participant, SENT).is_empty()
    return pays, is_paid


def _hear(conversation: Conversation, side: str, place: Place | None = None) -> Step:
    """Tell some entries, and where the next ones begin."""
    entries, has_older = _entries(conversation, side, place)
    following = [entries[-1].posted_on.isoformat(), entries[-1].entry_id] if has_older else None
    told = [place.posted_on.isoformat(), place.entry_id] if place else None
    return ask("payments_told", say(f"payments_{side}", place=told), side=side, following=following)


def _more(conversation: Conversation) -> Step:
    posted_on, entry_id = conversation.values["following"]
    place = Place(date.fromisoformat(posted_on), int(entry_id))
    return _hear(conversation, conversation.values["side"], place)


def _has_more(conversation: Conversation) -> bool:
    return bool(conversation.values.get("following"))


def _entries(conversation: Conversation, side: str, place: Place | None) -> tuple[list[Entry], bool]:
    page = history_of(conversation.participant, _LEDGERS[side]).older_than(place)
    return page.entries[:TOLD], page.has_older or len(page.entries) > TOLD


# ---- what is said


def _made(conversation: Conversation, *, place: Sequence[object] | None) -> list[Prompt]:
    conversation.note_view("payments.history_viewed")
    entries = _told_entries(conversation, "made", place)
    if not entries:
        return [personal(pgettext("phone", "There are no payments by you on record."))]
    intro = (
        fixed(pgettext("phone", "Earlier payments that you made:"))
        if place
        else fixed(pgettext("phone", "The last payments that you made:"))
    )
    return [intro, *_lines(conversation, MADE, entries)]


def _sent(conversation: Conversation, *, place: Sequence[object] | None) -> list[Prompt]:
    conversation.note_view("payments.history_viewed")
    entries = _told_entries(conversation, "sent", place)
    expected = [] if place else _expected(conversation)
    if not entries:
        return [*expected, personal(pgettext("phone", "There are no payments to you on record."))]
    intro = (
        fixed(pgettext("phone", "Earlier payments sent to you:"))
        if place
        else fixed(pgettext("phone", "The last payments sent to you:"))
    )
    return [*expected, intro, *_lines(conversation, SENT, entries)]


def _told_entries(conversation: Conversation, side: str, place: Sequence[object] | None) -> list[Entry]:
    at = Place(date.fromisoformat(str(place[0])), int(str(place[1]))) if place else None
    return _entries(conversation, side, at)[0]


def _expected(conversation: Conversation) -> list[Prompt]:
    coming = ExpectedPayment.objects.visible_to(conversation.participant).soonest_first()[:TOLD]
    prompts = [_expected_line(payment) for payment in coming]
    if prompts:
        return prompts
    return [personal(pgettext("phone", "No payment to you is scheduled right now."))]


def _expected_line(payment: ExpectedPayment) -> Prompt:
    values = {"amount": amount(payment.amount), "day": day(payment.expected_on)}
    if payment.status == ExpectedStatus.ON_HOLD:
        text = pgettext("phone", "You are expecting %(amount)s. This payment is on hold.")
        return personal(text, amount=values["amount"])
    return personal(pgettext("phone", "You are expecting %(amount)s on %(day)s."), **values)


def _lines(conversation: Conversation, ledger: Ledger, entries: Iterable[Entry]) -> list[Prompt]:
    entries = list(entries)
    history = history_of(conversation.participant, ledger)
    returned_on = history.reversed_on(entries)
    has_several = len(conversation.cases) > 1
    prompts = []
    for entry in entries:
        prompts.append(_line(entry, returned_on.get(entry.entry_id)))
        if has_several:
            ending = case_ending(entry.case_id)
            prompts.append(
                personal(pgettext("phone", "That was in the case that ends in %(ending)s."), ending=ending)
            )
    return prompts


def _line(entry: Entry, returned_on: date | None) -> Prompt:
    values = {"amount": amount(entry.amount), "day": day(entry.posted_on)}
    if entry.kind == EntryKind.REVERSAL:
        values["amount"] = amount(abs(entry.amount))
        return personal(pgettext("phone", "On %(day)s, %(amount)s was taken back."), **values)
    if entry.kind == EntryKind.ADJUSTMENT:
        return personal(pgettext("phone", "On %(day)s, an adjustment of %(amount)s."), **values)
    if entry.status == "held":
        return personal(pgettext("phone", "On %(day)s, %(amount)s, which is on hold."), **values)
    if returned_on is not None:
        text = pgettext("phone", "On %(day)s, %(amount)s, which was returned on %(returned)s.")
        return personal(text, returned=day(returned_on), **values)
    if entry.status == "returned":
        return personal(pgettext("phone", "On %(day)s, %(amount)s, which was returned."), **values)
    return personal(pgettext("phone", "On %(day)s, %(amount)s."), **values)


def _ask_payments(_: Conversation) -> Sequence[Prompt]:
    return [fixed(pgettext("phone", "Payments."))]


def _ask_which(_: Conversation) -> Sequence[Prompt]:
    return []


QUESTIONS = (
    Question(
        name="payments_menu",
        title="Payments",
        ask=_ask_payments,
        options=(
            Option(
                "ways_to_pay",
                "1",
                lambda _: ask("payments_menu", say("ways_to_pay")),
                pgettext_lazy(
                    "phone", "For direct deposit, the Electronic Payment Card, or to make a payment"
                ),
                leads_to=("payments_menu",),
            ),
            Option(
                "recent_payments",
                "3",
                _recent,
                pgettext_lazy("phone", "For recent payments"),
                leads_to=("payments_told", "which_payments"),
            ),
            Option("main_menu", "8", "main_menu", pgettext_lazy("phone", "To go back")),
        ),
        who=Who.SIGNED_IN,
    ),
    Question(
        name="which_payments",
        title="Made or sent?",
        ask=_ask_which,
        options=(
            Option(
                "payments_made",
                "1",
                lambda c: _hear(c, "made"),
                pgettext_lazy("phone", "For payments that you made"),
                leads_to=("payments_told",),
            ),
            Option(
                "payments_sent",
                "2",
                lambda c: _hear(c, "sent"),
                pgettext_lazy("phone", "For payments that you expect or were sent"),
                leads_to=("payments_told",),
            ),
        ),
        who=Who.SIGNED_IN,
    ),
    Question(
        name="payments_told",
        title="After payments",
        ask=_ask_which,
        options=(
            Option(
                "more",
                "1",
                _more,
                pgettext_lazy("phone", "For earlier payments"),
                leads_to=("payments_told",),
                offered=_has_more,
            ),
            Option("payments_menu", "2", "payments_menu", pgettext_lazy("phone", "For the payments menu")),
            Option("main_menu", "8", "main_menu", pgettext_lazy("phone", "For the main menu")),
        ),
        who=Who.SIGNED_IN,
    ),
)
SAYINGS: dict[str, SayingOf] = {"payments_made": _made, "payments_sent": _sent}
