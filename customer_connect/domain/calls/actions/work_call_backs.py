"""Calling back: who does it, and calls that nobody answered."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.calls.enums import CallBackState
from customer_connect.domain.calls.exceptions import AlreadySettled, NotTaken, TakenByOther
from customer_connect.domain.calls.models import CallBack
from customer_connect.domain.calls.models.call_backs import nobody_holds
from customer_connect.domain.calls.windows import Window, next_window
from customer_connect.domain.identity.models import StaffMember


@transaction.atomic
def take_call_back(*, call_back: CallBack, staff: StaffMember, by: Actor) -> None:
    """Take it on. Two cannot. Raises AlreadySettled, TakenByOther."""
    now = timezone.now()
    free = CallBack.objects.filter(nobody_holds(now), pk=call_back.pk, state=CallBackState.WAITING)
    taken = free.update(taken_by=staff, taken_at=now)
    call_back.refresh_from_db()
    if not taken:
        if not call_back.is_waiting:
            raise AlreadySettled
        if call_back.holder is not None and call_back.holder != staff:
            raise TakenByOther(call_back.holder.name)
        return
    _note("calls.call_back_taken", call_back, by)


@transaction.atomic
def give_back_call_back(*, call_back: CallBack, staff: StaffMember, by: Actor) -> None:
    """Leave it to somebody else. Raises NotTaken."""
    if not _held(call_back, staff).update(taken_by=None, taken_at=None):
        raise NotTaken
    _note("calls.call_back_given_back", call_back, by)


@transaction.atomic
def note_no_answer(*, call_back: CallBack, staff: StaffMember, by: Actor) -> None:
    """Count a call that nobody answered: it waits for the next morning or afternoon, as it was asked for.

    The last one that the agency allows settles it as not reached. Raises NotTaken.
    """
    now = timezone.now()
    if not _held(call_back, staff).update(taken_by=None, taken_at=None, last_tried_at=now):
        raise NotTaken
    call_back.refresh_from_db()
    call_back.tries += 1
    if call_back.tries >= agency().calls.call_back_tries:
        call_back.state, call_back.settled_at = CallBackState.NOT_REACHED, now
    else:
        wanted = Window(timezone.localtime(call_back.from_at), timezone.localtime(call_back.until_at))
        call_back.from_at, call_back.until_at = next_window(now, morning=wanted.is_morning)
    call_back.save(update_fields=["tries", "state", "settled_at", "from_at", "until_at"])
    _note("calls.call_back_no_answer", call_back, by, tries=call_back.tries, state=call_back.state)


def _held(call_back: CallBack, staff: StaffMember) -> QuerySet[CallBack]:
    return CallBack.objects.filter(pk=call_back.pk, state=CallBackState.WAITING, taken_by=staff)


def _note(action: str, call_back: CallBack, by: Actor, **more: str | int) -> None:
    record(action, by=by, participant_id=call_back.participant_id, call=call_back.call.key.hex, **more)
