"""First PINs in bulk as staff order them: counted first, issued when somebody says so, by the worker."""

from django.db import connection, transaction
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Office
from customer_connect.domain.identity.actions.issue_first_pin import NoFirstPin, issue_first_pin
from customer_connect.domain.identity.actions.note_addresses import note_addresses
from customer_connect.domain.identity.exceptions import CannotHaveAPin
from customer_connect.domain.identity.first_pins import Choice, why_no_first_pin
from customer_connect.domain.identity.models import FirstPinRun, RunState

COUNTED_AT_ONCE = 200  # people, then the worker looks at its other queues
ISSUED_AT_ONCE = 10


class NotThatFar(Exception):
    """The run is not counted yet, or is under way already, or over."""


@transaction.atomic
def begin_first_pin_run(*, choice: Choice, by: Actor) -> FirstPinRun:
    """Have those chosen counted. Nothing is sent."""
    now = timezone.now()
    run = FirstPinRun.objects.create(
        office=None if choice.office_id is None else Office.objects.get(pk=choice.office_id),
        transitioned_since=choice.transitioned_since,
        asked_by=by.key[:64],
        asked_at=now,
        changed_at=now,
        cents_per_letter=agency().deliveries.cents_per_letter,
    )
    record("identity.first_pins_counted", by=by, run=run.pk, occasion=choice.occasion.value)
    return run


@transaction.atomic
def confirm_first_pin_run(*, run: FirstPinRun, by: Actor) -> None:
    """Have the letters sent. Raises NotThatFar."""
    _move(
        run,
        [RunState.COUNTED],
        state=RunState.ISSUING,
        last_number=0,
        confirmed_by=by.key[:64],
    )
    record("identity.first_pins_ordered", by=by, run=run.pk, wanted=run.wanted)


@transaction.atomic
def stop_first_pin_run(*, run: FirstPinRun, by: Actor) -> None:
    """Issue no more. What is issued stays. Raises NotThatFar."""
    _move(run, [RunState.COUNTING, RunState.COUNTED, RunState.ISSUING], state=RunState.STOPPED)
    record("identity.first_pins_stopped", by=by, run=run.pk)


def go_on_with_first_pins() -> bool:
    """Do a part of the oldest run that is under way: the worker's queue. Returns whether there was one.

    Each person is looked at in a transaction with the run's own row: a crash leaves both as they were, so that nobody
    is left out, counted twice or sent two letters.
    """
    oldest = FirstPinRun.objects.to_work_on().first()
    if oldest is None:
        return False
    if oldest.state == RunState.COUNTING and oldest.last_number == 0:
        note_addresses()
    with transaction.atomic():
        run = _locked(oldest.pk)
        if run is None or not run.is_under_way:
            return True
        at_once = COUNTED_AT_ONCE if run.state == RunState.COUNTING else ISSUED_AT_ONCE
        people = list(choice_of(run).people().filter(pk__gt=run.last_number).select_related("user")[:at_once])
        for person in people:
            if run.state == RunState.COUNTING:
                why = why_no_first_pin(person, timezone.now())
                run.wanted += why is None
                if why is not None:
                    run.skipped[why.value] = run.skipped.get(why.value, 0) + 1
            elif why_no_first_pin(person, timezone.now()) is None:
                _issue(run, person.pk)
            run.last_number = person.pk
        if len(people) < at_once:
            run.state = RunState.COUNTED if run.state == RunState.COUNTING else RunState.DONE
            run.changed_meanwhile = max(run.wanted - run.issued, 0) if run.state == RunState.DONE else 0
        run.changed_at = timezone.now()
        run.save()
    return True


def choice_of(run: FirstPinRun) -> Choice:
    """Return whom a run is about."""
    return Choice(run.office_id, run.transitioned_since)


def _issue(run: FirstPinRun, participant_id: int) -> None:
    by = Actor.system(f"first-pins-{run.pk}")
    try:
        issue_first_pin(participant_id=participant_id, occasion=choice_of(run).occasion, by=by)
    except (NoFirstPin, CannotHaveAPin):
        return  # what they have changed since the count
    run.issued += 1


def _locked(number: int) -> FirstPinRun | None:
    rows = FirstPinRun.objects.filter(pk=number)
    skips = connection.features.has_select_for_update_skip_locked
    return rows.select_for_update(skip_locked=True, of=("self",)).first() if skips else rows.first()


def _move(run: FirstPinRun, from_states: list[RunState], **values: object) -> None:
    moved = FirstPinRun.objects.filter(pk=run.pk, state__in=from_states).update(
        changed_at=timezone.now(), **values
    )
    if not moved:
        raise NotThatFar
