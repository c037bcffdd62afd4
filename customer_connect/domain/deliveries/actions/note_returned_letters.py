"""Mail that came back: the address is bad until the system of record has another one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.note_problem import note_problem
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.deliveries.letter_enums import LetterState, ProblemKind
from customer_connect.domain.deliveries.letter_files import ReturnedLetter
from customer_connect.domain.deliveries.models import BadAddress, BatchedLetter, Delivery
from customer_connect.domain.deliveries.models.addresses import address_index
from customer_connect.domain.deliveries.postal_addresses import name_on_envelope

_REFERENCE_DIGITS = 12
_MAY_COME_BACK = [LetterState.HANDED_OVER, LetterState.ACCEPTED, LetterState.REJECTED]


@dataclass
class NotedReturns:
    """How many letters were noted, and which lines fit no letter that was handed over."""

    noted: int = 0
    unknown: list[str] = field(default_factory=list)


def note_returned_letters(*, returned: Iterable[ReturnedLetter], by: Actor) -> NotedReturns:
    """Mark the addresses of these letters as bad and list each letter for the caseworker. Twice is as once."""
    told = NotedReturns()
    for one in returned:
        letter = _find(one.letter)
        if letter is None:
            told.unknown.append(one.letter)
        elif letter.state != LetterState.RETURNED:
            _note(letter, one.reason, by=by)
            told.noted += 1
    return told


def _find(typed: str) -> BatchedLetter | None:
    """Return the last printing of the letter with this key or reference, if it was handed over."""
    digits = typed.replace("-", "").replace(" ", "").lower()
    try:
        lowest, highest = UUID(digits.ljust(32, "0")), UUID(digits.ljust(32, "f"))
    except ValueError:
        return None
    if len(digits) < _REFERENCE_DIGITS:
        return None
    found = Delivery.objects.filter(key__gte=lowest, key__lte=highest)[:2]
    if len(found) != 1:
        return None
    printings = found[0].printings.filter(state__in=[*_MAY_COME_BACK, LetterState.RETURNED])
    return printings.select_related("delivery__participant").order_by("-id").first()


@transaction.atomic
def _note(letter: BatchedLetter, reason: str, *, by: Actor) -> None:
    now = timezone.now()
    delivery = letter.delivery
    BatchedLetter.objects.filter(pk=letter.pk).update(
        state=LetterState.RETURNED, note=reason[:120], answered_at=now
    )
    Delivery.objects.filter(pk=delivery.pk).update(state=State.FAILED, reason=Reason.BAD_ADDRESS)
    if delivery.participant is not None:
        name = name_on_envelope(delivery.participant)
        BadAddress.objects.get_or_create(
            address_index=address_index(name, delivery.address.splitlines()),
            defaults={"delivery": delivery, "note": reason[:120], "noted_at": now},
        )
    note_problem(delivery=delivery, kind=ProblemKind.RETURNED, note=reason, by=by)
