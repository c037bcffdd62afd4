"""Finding people by number or name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.cases.models.participants import ParticipantQuerySet
from customer_connect.domain.cases.people_named import numbers_of_people_named
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.people.forms import FindForm
from customer_connect.staff.requests import actor_of, permitted, scope_in

MOST_FOUND = 50
FOUND = "people_found"  # in the session: Participant IDs, never what was typed


@permitted(Permission.SEE_PEOPLE)
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for a number or a name, and list whom it finds."""
    form = FindForm(request.POST or None)
    if form.is_valid():
        return _search(request, form)
    found: list[int] | None = request.session.get(FOUND)
    was_asked = found is not None and not form.is_bound
    people = _people(request, found) if found and was_asked else []
    if people:  # names, birthdays and towns, also of those whose pages ask for a reason
        record("staff.people_listed", by=actor_of(request), people=[person.pk for person in people])
    context = {
        "form": form,
        "people": people,
        "was_asked": was_asked,
        "most": MOST_FOUND,
    }
    return render(request, "staff/people/find.html", context)


@permitted(Permission.SEE_PEOPLE)
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Clear the list."""
    request.session.pop(FOUND, None)
    return redirect("people:find")


def _search(request: HttpRequest, form: FindForm) -> HttpResponse:
    way, numbers = _found_by(form, scope_in(request))
    record("staff.people_searched", by=actor_of(request), way=way, found=len(numbers))
    if len(numbers) == 1:
        return redirect("people:person", participant_id=numbers[0])
    if len(numbers) > MOST_FOUND:
        messages.info(request, f"More than {MOST_FOUND} people. Type more of the name to see the others.")
    request.session[FOUND] = numbers[:MOST_FOUND]
    return redirect("people:find")


def _found_by(form: FindForm, scope: StaffScope) -> tuple[str, list[int]]:
    """Return how people are looked for, and those found whom this scope opens: one more than are shown."""
    if form.cleaned_data["number"]:
        way, people = _found_by_number(form)
        return way, list(people.visible_to_staff(scope).values_list("pk", flat=True)[: MOST_FOUND + 1])
    last, first = form.cleaned_data["last_name"], form.cleaned_data["first_name"]
    return "name", numbers_of_people_named(scope, last_name=last, first_name=first, most=MOST_FOUND + 1)


def _found_by_number(form: FindForm) -> tuple[str, ParticipantQuerySet]:
    """Return what kind of number it is, and whose, whoever may see them."""
    people = Participant.objects.all()
    if form.ssn:
        return "ssn", people.with_ssn(form.ssn)
    if form.case_number is not None:
        members = CaseMember.objects.filter(case=form.case_number).values("participant")
        return "case", people.filter(pk__in=members).order_by("pk")
    by_phone = people.with_phone(form.phone) if form.phone else people.none()
    if form.participant_id is None:
        return "phone", by_phone.order_by("pk")
    # Both have ten digits.
    return "participant_id", (people.filter(pk=form.participant_id) | by_phone).order_by("pk")


def _people(request: HttpRequest, numbers: list[int]) -> list[Participant]:
    found = Participant.objects.visible_to_staff(scope_in(request)).in_bulk(numbers)
    return [found[number] for number in numbers if number in found]
