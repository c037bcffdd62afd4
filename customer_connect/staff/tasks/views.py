"""Letters and emails that came back: each is somebody's to see to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.deliveries.actions.note_problem import settle_problem
from customer_connect.domain.deliveries.models import LetterProblem
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.requests import actor_of, permitted, scope_in, staff_of

A_PAGE = 100


@permitted(Permission.HANDLE_TASKS)
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """List what is open: one's own, or all of one's office."""
    staff = staff_of(request)
    is_mine = staff.caseworker is not None and "all" not in request.GET
    problems = LetterProblem.objects.open().visible_to_staff(scope_in(request))
    if is_mine and staff.caseworker is not None:
        problems = problems.for_caseworker(staff.caseworker)
    listed = list(problems.select_related("delivery__participant")[:A_PAGE])
    record("staff.tasks_seen", by=actor_of(request), rows=len(listed))
    context = {
        "problems": listed,
        "is_mine": is_mine,
        "has_own": staff.caseworker is not None,
        "most": A_PAGE,
    }
    return render(request, "staff/tasks/tasks.html", context)


@permitted(Permission.HANDLE_TASKS)
@require_POST
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Take a task off the list."""
    problem = get_object_or_404(LetterProblem.objects.visible_to_staff(scope_in(request)), pk=number)
    settle_problem(problem=problem, by=actor_of(request))
    messages.success(request, "Done.")
    return redirect("tasks:tasks")
