"""Who gets a first PIN unasked (W6): when an office moves to the statewide system, or for a private wage assignment."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from customer_connect.core.dates import today
from customer_connect.domain.cases.enums import CaseStatus
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.cases.models.participants import ParticipantQuerySet
from customer_connect.domain.identity.models import FirstPin, FirstPinOccasion, Passkey, ResetRefusal
from customer_connect.domain.identity.pin_destinations import NoPinThere, check_address_for_pin


class Skip(StrEnum):
    """Why somebody chosen gets no first PIN now."""

    HAD_ONE = "were sent a first PIN before"
    CAN_SIGN_IN = "have a PIN or a passkey"
    SWITCHED_OFF = "have an account that is switched off"
    NO_ADDRESS = "have no address on file that mail reaches"
    ADDRESS_TOO_NEW = "have an address that is too new"
    NOT_SAFE = "told us that mail is not safe for them"


_ADDRESS_SKIPS = {
    ResetRefusal.NO_ADDRESS: Skip.NO_ADDRESS,
    ResetRefusal.ADDRESS_TOO_NEW: Skip.ADDRESS_TOO_NEW,
    ResetRefusal.NOT_SAFE: Skip.NOT_SAFE,
}


@dataclass(frozen=True)
class Choice:
    """Parents and guardians in open cases, chosen by one of these."""

    office_id: int | None = None
    transitioned_since: date | None = None

    @property
    def occasion(self) -> FirstPinOccasion:
        """Why these people get a PIN."""
        if self.office_id is None and self.transitioned_since is None:
            return FirstPinOccasion.WAGE_ASSIGNMENT
        return FirstPinOccasion.OFFICE

    def people(self) -> ParticipantQuerySet:
        """Return those chosen, in a fixed order. An office counts from the day it moved."""
        day = today()
        members = CaseMember.objects.parties().on(day)
        members = members.filter(case__is_current=True, case__status=CaseStatus.OPEN)
        if self.office_id is not None:
            members = members.filter(office=self.office_id, office__transitioned_on__lte=day)
        elif self.transitioned_since is not None:
            members = members.filter(office__transitioned_on__range=(self.transitioned_since, day))
        else:
            members = members.filter(case__has_private_wage_assignment=True)
        chosen = Exists(members.filter(participant=OuterRef("pk")))
        return Participant.objects.current().filter(chosen).order_by("pk")


@dataclass
class Plan:
    """Who gets a first PIN, and how many do not, by reason."""

    wanted: list[int] = field(default_factory=list)
    skipped: dict[Skip, int] = field(default_factory=dict)

    @property
    def chosen(self) -> int:
        """How many people were chosen."""
        return len(self.wanted) + sum(self.skipped.values())


def plan_first_pins(choice: Choice) -> Plan:
    """Look at everybody chosen. Nothing is changed."""
    plan, now = Plan(), timezone.now()
    for participant in _with_what_they_have(choice.people()):
        why = why_no_first_pin(participant, now)
        if why is None:
            plan.wanted.append(participant.pk)
        else:
            plan.skipped[why] = plan.skipped.get(why, 0) + 1
    return plan


def why_no_first_pin(participant: Participant, now: datetime) -> Skip | None:
    """Return why this person gets no first PIN, or None."""
    user = getattr(participant, "user", None)
    if FirstPin.objects.filter(participant=participant).exists():
        return Skip.HAD_ONE
    if user is not None and not user.is_active:
        return Skip.SWITCHED_OFF
    if user is not None and _can_sign_in_already(participant):
        return Skip.CAN_SIGN_IN
    try:
        check_address_for_pin(participant, now)
    except NoPinThere as refusal:
        return _ADDRESS_SKIPS[refusal.reason]
    return None


def _can_sign_in_already(participant: Participant) -> bool:
    has_pin = Q(user__pin__isnull=False) | Q(user__temporary_pin__isnull=False)
    has_passkey = Exists(Passkey.objects.filter(user__participant=OuterRef("pk")))
    return Participant.objects.filter(has_pin | has_passkey, pk=participant.pk).exists()


def _with_what_they_have(people: ParticipantQuerySet) -> Iterator[Participant]:
    return people.select_related("user").iterator(chunk_size=1000)
