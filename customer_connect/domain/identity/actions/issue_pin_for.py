"""Having a temporary PIN sent, by staff for somebody who asked them. Staff never see it."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import State
from customer_connect.domain.deliveries.messages import PinRequested
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.accounts import can_sign_in
from customer_connect.domain.identity.actions.announce import announce
from customer_connect.domain.identity.actions.email_temporary_pin import email_temporary_pin
from customer_connect.domain.identity.actions.mail_temporary_pin import mail_temporary_pin
from customer_connect.domain.identity.models import PinDelivery, ResetRefusal, User
from customer_connect.domain.identity.pin_destinations import NoPinThere, check_mail_for_pin, email_for_pin


@transaction.atomic
def issue_pin_for(*, participant: Participant, way: PinDelivery, by: Actor) -> Delivery:
    """Send a temporary PIN to the address on file, by the rules of the person's own requests; announce it elsewhere.

    Only the count of wrong PINs does not hold staff up: after a hundred of them nobody else sends a new one.
    Raises NoPinThere.
    """
    if not can_sign_in(participant) or User.objects.filter(participant=participant, is_active=False).exists():
        raise NoPinThere(ResetRefusal.NOT_ELIGIBLE)
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    now = timezone.now()
    if way == PinDelivery.EMAIL:
        address = email_for_pin(participant, now)
        sent = email_temporary_pin(participant=participant, address=address, by=by)
        announce(
            participant=participant, message=PinRequested(), by=by, but_not_to=address, or_by_letter=True
        )
    else:
        check_mail_for_pin(participant, now)
        sent = mail_temporary_pin(participant=participant, by=by)
        announce(participant=participant, message=PinRequested(), by=by)
    if sent.state == State.SKIPPED:
        raise NoPinThere(ResetRefusal.NO_EMAIL if way == PinDelivery.EMAIL else ResetRefusal.NO_ADDRESS)
    record("identity.pin_issued_by_staff", by=by, participant_id=participant.pk, way=way.value)
    return sent
