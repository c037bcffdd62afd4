"""The shared inbox: filters, search, and rows that stay up to date by themselves."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from customer_connect.core.dates import today
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.cases.models import Office
from customer_connect.domain.conversations.enums import State
from customer_connect.domain.conversations.found import numbers_of_conversations_found
from customer_connect.domain.conversations.models import Conversation
from customer_connect.domain.conversations.models.conversations import ConversationQuerySet
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.conversations.forms import FilterForm, Listed, SearchForm
from customer_connect.staff.conversations.looks import conversations_in, note_look
from customer_connect.staff.conversations.workers import workers_for
from customer_connect.staff.requests import actor_of, permitted, scope_in, staff_of

A_PAGE = 50
MOST_FOUND = 200
FOUND = "messages_found"  # in the session: numbers of conversations, never what was typed
POLL_SECONDS = 5


@permitted(Permission.READ_MESSAGES)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List conversations."""
    staff = staff_of(request)
    form = FilterForm(request.GET or None, workers=workers_for(staff), offices=_offices(request))
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    show = Listed(wanted.get("show") or (Listed.MINE if staff.caseworker_id else Listed.WAITING))
    begin = ((wanted.get("page") or 1) - 1) * A_PAGE
    related = _listed(request, show, wanted).select_related(
        "participant", "case", "office", "assigned_to__stand_in", "claimed_by"
    )
    rows = list(related[begin : begin + A_PAGE + 1])
    shown = rows[:A_PAGE]
    note_look(
        request,
        "staff.inbox_seen",
        [(row.pk, row.last_message_at) for row in shown],
        show=show.value,
        rows=len(shown),
    )
    query = request.GET.copy()
    query["page"] = str((wanted.get("page") or 1) + 1)
    context = {
        "form": form,
        "search_form": SearchForm(),
        "show": show,
        "rows": shown,
        "older": f"?{query.urlencode()}" if len(rows) > A_PAGE else "",
        "counts": _counts(request),
        "today": today(),
        "away": _away(shown),
        "may_hand_over": staff.may(Permission.MANAGE_STAFF),
        "poll_seconds": POLL_SECONDS,
        "has_offices": len(form.fields["office"].queryset) > 1,  # type: ignore[attr-defined]
    }
    return render(request, "staff/conversations/inbox.html", context)


@permitted(Permission.READ_MESSAGES)
@sensitive_post_parameters()
@sensitive_variables()
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Look for conversations, and list what was found."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Type what to search for.")
        return redirect("conversations:inbox")
    found = numbers_of_conversations_found(scope_in(request), form.cleaned_data["words"], most=MOST_FOUND + 1)
    if len(found) > MOST_FOUND:
        messages.info(request, f"More than {MOST_FOUND}: the newest are shown. Type more to see fewer.")
    record("staff.messages_searched", by=actor_of(request), found=len(found))
    request.session[FOUND] = found[:MOST_FOUND]
    return redirect(f"{reverse('conversations:inbox')}?show={Listed.FOUND.value}")


def _listed(request: HttpRequest, show: Listed, wanted: dict[str, Any]) -> ConversationQuerySet:
    visible = conversations_in(request)
    if wanted.get("worker"):
        visible = visible.filter(assigned_to=wanted["worker"])
    if wanted.get("office"):
        visible = visible.filter(office=wanted["office"])
    listed: dict[Listed, ConversationQuerySet] = {
        Listed.MINE: visible.of_worker(staff_of(request)).waiting(),
        Listed.UNASSIGNED: visible.filter(assigned_to=None).waiting(),
        Listed.WAITING: visible.waiting(),
        Listed.OVERDUE: visible.overdue(today()),
        Listed.ANSWERED: visible.filter(state=State.ANSWERED).newest_first(),
        Listed.CLOSED: visible.filter(state=State.CLOSED).newest_first(),
        Listed.FOUND: visible.filter(pk__in=request.session.get(FOUND, [])).newest_first(),
    }
    return listed[show]


def _away(rows: list[Conversation]) -> set[int]:
    """Return who of those that the rows are assigned to is away today, with somebody standing in."""
    workers = StaffMember.objects.filter(pk__in={row.assigned_to_id for row in rows if row.assigned_to_id})
    return set(workers.away_on(today()).filter(stand_in__isnull=False).values_list("pk", flat=True))


def _counts(request: HttpRequest) -> list[tuple[Listed, int]]:
    """Return how much there is to do, by where it is listed."""
    visible, mine = conversations_in(request), staff_of(request)
    return [
        (Listed.MINE, visible.of_worker(mine).waiting().count()),
        (Listed.UNASSIGNED, visible.filter(assigned_to=None).waiting().count()),
        (Listed.WAITING, visible.waiting().count()),
        (Listed.OVERDUE, visible.overdue(today()).count()),
    ]


def _offices(request: HttpRequest) -> "QuerySet[Office]":
    scope = scope_in(request)
    offices = Office.objects.filter(is_current=True).order_by("name")
    return offices if scope.is_everywhere else offices.filter(pk=scope.office_id or 0)
