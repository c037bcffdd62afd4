"""What agents passed on, and letters and emails that came back: each is somebody's to see to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.calls.actions import refer
from customer_connect.domain.calls.models import Referral
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
    referrals = Referral.objects.open().visible_to_staff(scope_in(request))
    if is_mine and staff.caseworker is not None:
        problems = problems.for_caseworker(staff.caseworker)
        referrals = referrals.for_caseworker(staff.caseworker)
    passed_on = list(referrals.select_related("participant", "call", "made_by")[:A_PAGE])
    listed = list(problems.select_related("delivery__participant")[:A_PAGE])
    record("staff.tasks_seen", by=actor_of(request), rows=len(listed) + len(passed_on))
    context = {
        "problems": listed,
        "referrals": passed_on,
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


@permitted(Permission.HANDLE_TASKS)
@require_POST
def settle_referral(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Take what an agent passed on off the list."""
    referral = get_object_or_404(Referral.objects.visible_to_staff(scope_in(request)), pk=referral_id)
    refer.settle_referral(referral=referral, staff=staff_of(request), by=actor_of(request))
    messages.success(request, "Done.")
    return redirect("tasks:tasks")
