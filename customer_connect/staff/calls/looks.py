"""What a page about a call shows of the person, and who it is that an agent found out."""

from django.http import HttpRequest, HttpResponse

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.calls.models import AgentRequest, CallBack
from customer_connect.domain.cases.models import Participant
from customer_connect.staff.calls.forms import TalkForm
from customer_connect.staff.people.looks import ask_reason, keep_reason, reason_in
from customer_connect.staff.people.persons import Contact, contact_of
from customer_connect.staff.requests import actor_of, scope_in


def note_look(request: HttpRequest, row: AgentRequest | CallBack, *, number: str) -> None:
    """Write down that the page was opened, why where somebody said so, and whether it shows the whole number."""
    reason = reason_in(request, row.participant) if row.participant else None
    why = {"reason": reason} if reason else {}
    record(
        "staff.call_seen",
        by=actor_of(request),
        participant_id=row.participant_id,
        call=row.call.key.hex,
        shows_number=bool(number),
        **why,
    )


def give_reason(request: HttpRequest, row: AgentRequest | CallBack, reason: str) -> None:
    """Let whoever took a call open the page of whom it is about: the call itself is the reason."""
    if row.participant is not None:
        keep_reason(request, row.participant, reason)


def ask_reason_for(
    request: HttpRequest, row: AgentRequest | CallBack, *, is_at_hand: bool
) -> HttpResponse | None:
    """Ask why somebody opens a call that is over, or a colleague's. One that is at hand is a reason itself."""
    person = row.participant
    if is_at_hand or person is None or reason_in(request, person) is not None:
        return None
    return ask_reason(request, person)


def contact_in(row: AgentRequest | CallBack) -> Contact | None:
    """Return what is safe for the person, where it is known who it is."""
    return contact_of(row.participant) if row.participant else None


def found_out(request: HttpRequest, form: TalkForm) -> Participant | None:
    """Return whom the form names; a number that is nobody's becomes an error of the form."""
    if form.whom is None:
        return None
    people = Participant.objects.visible_to_staff(scope_in(request))
    person = people.filter(pk=form.whom).first()
    if person is None:
        form.add_error("participant_id", "Nobody whom you may see has this Participant ID.")
    return person
