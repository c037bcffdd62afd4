"""Provide Other Party's Information (W15): write-only. The answer never tells what was known."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from customer_connect.core.dates import today
from customer_connect.core.identifiers import format_case_number
from customer_connect.core.sealing import blind_index
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.parties import other_parties
from customer_connect.domain.changes.actions.report_change import report_other_party_information
from customer_connect.domain.changes.exceptions import NoOtherParty, NothingToReport
from customer_connect.web.profile.forms import OtherPartyForm
from customer_connect.web.requests import actor_of, audited, participant_of
from customer_connect.web.signin.kept_values import kept_as


def _kept_form(participant: Participant, typed: QueryDict) -> OtherPartyForm:
    return _form_about(_people(participant), typed)


@kept_as(_kept_form)
@require_http_methods(["GET", "HEAD", "POST"])
@audited("changes.other_party_form_viewed")
def other_party(request: HttpRequest) -> HttpResponse:
    """Take what the reader knows of the other party."""
    participant = participant_of(request)
    people = _people(participant)
    form = _form_about(people, request.POST or None)
    if people and form.is_valid():
        person = people[form.cleaned_data["about"]]
        try:
            report = report_other_party_information(
                participant=participant,
                case_id=person.case_id,
                about_id=person.participant_id,
                details=form.details(),
                form_key=form.cleaned_data["form_key"],
                by=actor_of(request),
            )
        except NothingToReport:
            form.add_error(None, _("Fill in at least one field, then send it."))
        except NoOtherParty:
            form.add_error("about", _("Choose again: your case has changed."))
        else:
            messages.success(request, _("Thank you. Your receipt number is %s.") % report.receipt_number)
            return redirect("profile:receipt", report.receipt_number)
    only = next(iter(people.values())).label if len(people) == 1 else ""
    return render(
        request, "profile/other_party.html", {"form": form, "has_people": bool(people), "only": only}
    )


def _form_about(people: dict[str, "Person"], typed: QueryDict | None) -> OtherPartyForm:
    return OtherPartyForm(typed, people=[(key, person.label) for key, person in people.items()])


@dataclass(frozen=True)
class Person:
    """Somebody the reader can report on. `key` stands for them in the form in place of their Participant ID."""

    key: str
    case_id: int
    participant_id: int
    label: str


def _people(participant: Participant) -> dict[str, Person]:
    """Return whom the reader can report on: each other party in each case, named as far as allowed, by key."""
    people = [
        Person(
            blind_index(
                f"{participant.pk}:{case_id}:{party.participant_id}", purpose="other-party-choice"
            ).hex()[:16],
            case_id,
            party.participant_id,
            f"{party.label} – {_('Case')} {format_case_number(case_id)}",
        )
        for case_id, parties in sorted(other_parties(participant, on=today()).items())
        for party in parties
    ]
    return {person.key: person for person in people}
