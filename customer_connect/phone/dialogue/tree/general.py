"""What anybody may hear: general information and other options."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from customer_connect.core.agencies import agency
from customer_connect.core.opening_hours import opening_hours, words_for_days
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.prompts import fixed, say_agent
from customer_connect.phone.dialogue.questions import Option, Question, SayingOf, ask, begin_again, say
from customer_connect.phone.dialogue.spoken import Said, clock_time, phone_number
from customer_connect.phone.turns import Prompt


def website() -> Said:
    """Say the agency's web address."""
    return Said(str(agency().spoken_agency_link), urlsplit(agency().links.agency).hostname or "")


def hours_prompt() -> Prompt:
    """Say when agents answer."""
    hours = agency().hours
    return fixed(
        pgettext("phone", "Agents answer %(days)s, from %(opens)s to %(closes)s, except on holidays."),
        opening_hours(),
        days=words_for_days(hours.days),
        opens=clock_time(hours.opens),
        closes=clock_time(hours.closes),
    )


def _apply(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "Any parent or guardian of a child can apply for child support services. Apply on our website, "
                "%(website)s, or at a local office. An agent can send you the application.",
            ),
            website=website(),
        )
    ]


def ways_to_pay(_: Conversation) -> list[Prompt]:
    """Tell how to pay and how to be paid (P5)."""
    return [
        fixed(
            pgettext(
                "phone",
                "To make a payment, pay with a card or from a bank account on the payment website, %(website)s. "
                "You can also mail a check or money order with the coupon of your billing statement, "
                "or pay cash in many stores. To pay with a card by phone, %(say_agent)s.",
            ),
            website=_payment_website(),
            say_agent=say_agent(),
        ),
        fixed(
            pgettext(
                "phone",
                "To be paid, choose direct deposit into your bank account, or an Electronic Payment Card. "
                "Sign up on the same website, or %(say_agent)s. Your PIN cannot make payments: give it to nobody.",
            ),
            say_agent=say_agent(),
        ),
    ]


def _payment_website() -> Said:
    host = (urlsplit(agency().links.make_a_payment).hostname or "").removeprefix("www.")
    return Said(str(agency().spoken_make_a_payment_link), host)


def _hours(_: Conversation) -> list[Prompt]:
    return [
        hours_prompt(),
        fixed(
            pgettext(
                "phone",
                "To find the local office nearest to you, go to %(website)s, or %(say_agent)s. "
                "This phone line is open day and night.",
            ),
            website=website(),
            say_agent=say_agent(),
        ),
    ]


def _website(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "Our website is %(website)s. There you can see your case, your payments and your dates. You can "
                "print your payment history, write to your caseworker, and update your address. Log in with the "
                "same numbers as here.",
            ),
            website=website(),
        )
    ]


def _employers(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "For questions about an order to withhold wages, or about a new employee, go to %(website)s, "
                "or %(say_agent)s.",
            ),
            website=website(),
            say_agent=say_agent(),
        )
    ]


def _tty(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext(
                "phone",
                "If you are deaf or hard of hearing, or have a speech disability, our TTY number is %(number)s.",
            ),
            number=phone_number(agency().phones.tty),
        )
    ]


def _outside_us(_: Conversation) -> list[Prompt]:
    return [
        fixed(
            pgettext("phone", "From outside the United States, call %(number)s."),
            number=phone_number(agency().phones.outside_us),
        )
    ]


def _ask_general(_: Conversation) -> Sequence[Prompt]:
    return [fixed(pgettext("phone", "General information."))]


def _ask_other(_: Conversation) -> Sequence[Prompt]:
    return [fixed(pgettext("phone", "Other options."))]


def _information(name: str, key: str, purpose: Promise, menu: str) -> Option:
    return Option(name, key, lambda _: ask(menu, say(name)), purpose, leads_to=(menu,))


_BACK = Option(
    "main_menu",
    "8",
    begin_again,
    pgettext_lazy("phone", "To go back"),
    leads_to=("parent", "main_menu", "new_pin"),
)
QUESTIONS = (
    Question(
        name="general_menu",
        title="General information",
        ask=_ask_general,
        options=(
            _information("apply", "1", pgettext_lazy("phone", "To apply for services"), "general_menu"),
            _information(
                "ways_to_pay", "2", pgettext_lazy("phone", "For ways to pay or be paid"), "general_menu"
            ),
            _information("hours", "3", pgettext_lazy("phone", "For offices and hours"), "general_menu"),
            _information("website", "4", pgettext_lazy("phone", "For our website"), "general_menu"),
            Option("none_of_these", "7", "other_menu", pgettext_lazy("phone", "For other options")),
            _BACK,
        ),
    ),
    Question(
        name="other_menu",
        title="Other options",
        ask=_ask_other,
        options=(
            _information("employers", "1", pgettext_lazy("phone", "For employers"), "other_menu"),
            _information("tty", "2", pgettext_lazy("phone", "For TTY service"), "other_menu"),
            _information(
                "outside_us", "3", pgettext_lazy("phone", "For calls from another country"), "other_menu"
            ),
            Option(
                "other_information", "4", "general_menu", pgettext_lazy("phone", "For general information")
            ),
            _BACK,
        ),
    ),
)
SAYINGS: dict[str, SayingOf] = {
    "apply": _apply,
    "ways_to_pay": ways_to_pay,
    "hours": _hours,
    "website": _website,
    "employers": _employers,
    "tty": _tty,
    "outside_us": _outside_us,
}
