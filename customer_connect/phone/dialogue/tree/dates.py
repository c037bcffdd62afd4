"""Court dates and appointments to come. Places by name; addresses are on the website and in the letters."""

from django.utils import timezone
from django.utils.translation import pgettext

from customer_connect.domain.calendar.schedules import CalendarDate, dates_of
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.prompts import fixed, personal
from customer_connect.phone.dialogue.questions import SayingOf, Step, ask, say
from customer_connect.phone.dialogue.spoken import Said, clock, weekday_and_day
from customer_connect.phone.dialogue.tree.general import website
from customer_connect.phone.turns import Prompt

TOLD = 3


def hear_dates(_: Conversation) -> Step:
    """Tell what is coming up."""
    return ask("main_menu", say("dates"), brief=True)


def _dates(conversation: Conversation) -> list[Prompt]:
    conversation.note_view("calendar.dates_viewed")
    upcoming, _past = dates_of(conversation.participant, now=timezone.now())
    if not upcoming:
        return [personal(pgettext("phone", "You have no court dates or appointments coming up."))]
    prompts = [prompt for found in upcoming[:TOLD] for prompt in _date(found)]
    if len(upcoming) > TOLD:
        prompts.append(
            personal(
                pgettext("phone", "There are more dates. See them all on our website, %(website)s."),
                website=website(),
            )
        )
    return prompts


def _date(found: CalendarDate) -> list[Prompt]:
    local = timezone.localtime(found.starts_at)
    values: dict[str, Said | str] = {
        "what": found.purpose_label,
        "day": weekday_and_day(local.date()),
        "time": clock(found.starts_at),
    }
    if found.is_canceled:
        if found.is_court_date:
            text = pgettext("phone", "Canceled: the court date on %(day)s at %(time)s.")
        else:
            text = pgettext("phone", "Canceled: the appointment on %(day)s at %(time)s.")
        return [personal(text, day=values["day"], time=values["time"])]
    if found.is_court_date:
        said = [personal(pgettext("phone", "Court date: %(day)s at %(time)s. %(what)s."), **values)]
    else:
        said = [personal(pgettext("phone", "Appointment: %(day)s at %(time)s. %(what)s."), **values)]
    if found.is_rescheduled:
        said.append(fixed(pgettext("phone", "This date was changed.")))
    return [*said, *_where(found)]


def _where(found: CalendarDate) -> list[Prompt]:
    parts = [part for part in (found.place, found.department) if part]
    if parts:
        return [personal(pgettext("phone", "Where: %(place)s."), place=", ".join(parts))]
    return [personal(f"{found.mode_label}.")] if found.mode_label else []


SAYINGS: dict[str, SayingOf] = {"dates": _dates}
