"""Passing something on to whoever serves a person, and saying that it was seen to."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.calls.models import Call, Referral
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.models import StaffMember


@transaction.atomic
def refer_to_caseworker(
    *, participant: Participant, call: Call, note: str, staff: StaffMember, by: Actor
) -> Referral:
    """List something for whoever serves this person: `Referral.objects.open().for_caseworker(dee)`."""
    referral = Referral.objects.create(
        participant=participant, call=call, note=note, made_by=staff, made_at=timezone.now()
    )
    record("calls.referred", by=by, participant_id=participant.pk, call=call.key.hex, referral=referral.pk)
    return referral


@transaction.atomic
def settle_referral(*, referral: Referral, staff: StaffMember, by: Actor) -> None:
    """Take it off the list. Doing so twice changes nothing."""
    still_open = Referral.objects.open().filter(pk=referral.pk).order_by()
    if still_open.update(handled_at=timezone.now(), handled_by=staff):
        record("calls.referral_settled", by=by, participant_id=referral.participant_id, referral=referral.pk)
