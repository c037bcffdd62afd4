"""Who on the staff is asking, and what they may do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from customer_connect.core.browsers import network_of
from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.identity.models import StaffMember, User
from customer_connect.domain.identity.permissions import Permission
from customer_connect.domain.identity.staff_scopes import scope_of

View = Callable[..., HttpResponse]


def staff_of(request: HttpRequest) -> StaffMember:
    """Return the signed-in member of staff. Raises PermissionDenied for anybody else."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    try:
        staff: StaffMember = user.staff_member
    except StaffMember.DoesNotExist as error:
        raise PermissionDenied from error
    return staff


def actor_of(request: HttpRequest) -> Actor:
    """Return the member of staff who acts in this request."""
    return Actor(ActorKind.STAFF, str(staff_of(request).user_id), Channel.WEB, network_of(request))


def anonymous_of(request: HttpRequest) -> Actor:
    """Return who acts in a request before it is known who they are."""
    return Actor(ActorKind.ANONYMOUS, "", Channel.WEB, network_of(request))


def scope_in(request: HttpRequest) -> StaffScope:
    """Return whose records the member of staff may open."""
    return scope_of(staff_of(request))


def permitted(*any_of: Permission) -> Callable[[View], View]:
    """Open a page only to those who have one of these permissions; the others get 403.

    Which records they see there is for the page: it starts from `visible_to_staff`, so that another's is 404.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            staff = staff_of(request)
            if not any(staff.may(permission) for permission in any_of):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        answer.any_of = any_of  # type: ignore[attr-defined]
        return answer

    return decorate
