"""Looks at people: only at those whom one may see, each in the audit trail, with a reason where none is evident."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.permissions import GIVE_REASONS, Permission, StaffRole
from customer_connect.staff.requests import actor_of, permitted, scope_in, staff_of

REASONS = "reasons_for_looking"  # in the session: Participant ID to reason, as it was given
MOST_KEPT = 200


def person_page(
    *any_of: Permission, note: str = "staff.person_seen"
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Hand the page the person with the ID in its address, and write each look down.

    Somebody out of scope is not found. Whoever has to give a reason gives it first, once for each person and session.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @permitted(*any_of)
        @wraps(view)
        def answer(request: HttpRequest, participant_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
            person = person_in_scope(request, participant_id)
            reason = reason_in(request, person)
            if reason is None:
                return ask_reason(request, person)
            if request.method in {"GET", "HEAD"}:
                why = {"reason": reason} if reason else {}
                record(note, by=actor_of(request), participant_id=person.pk, **why)
            return view(request, person, *args, **kwargs)

        return answer

    return decorate


def person_in_scope(request: HttpRequest, participant_id: int) -> Participant:
    """Return the person if one may see them. Raises Http404."""
    person = Participant.objects.visible_to_staff(scope_in(request)).filter(pk=participant_id).first()
    if person is None:
        raise Http404
    return person


def reason_in(request: HttpRequest, person: Participant) -> str | None:
    """Return the reason given in this session; nothing ("") where it is evident; None where it is still to be given."""
    if StaffRole(staff_of(request).role) not in GIVE_REASONS:
        return ""
    given: dict[str, str] = request.session.get(REASONS, {})
    return given.get(str(person.pk))


def ask_reason(request: HttpRequest, person: Participant) -> HttpResponse:
    """Send whoever has to give a reason to where they give it, and from there back to what can be read."""
    query = {"next": request.get_full_path()} if request.method == "GET" else {}
    return redirect(f"{reverse('people:reason', kwargs={'participant_id': person.pk})}?{urlencode(query)}")


def keep_reason(request: HttpRequest, person: Participant, reason: str) -> None:
    """Keep a reason for this session."""
    given = dict(request.session.get(REASONS, {}))
    given[str(person.pk)] = reason
    request.session[REASONS] = dict(list(given.items())[-MOST_KEPT:])


def way_on(request: HttpRequest, path: str, person: Participant) -> str:
    """Return the path if it is one of this site, else the person's page."""
    is_ours = path.startswith("/staff/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else reverse("people:person", kwargs={"participant_id": person.pk})
