"""Telling people that too many wrong tries turned their PIN off: by the worker, for no try must take longer."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.messages import PinLocked
from customer_connect.domain.identity.accounts import account_of
from customer_connect.domain.identity.actions.announce import announce
from customer_connect.domain.identity.models import AccountThrottle


def tell_turned_off() -> int:
    """Tell everybody who has not been told yet, and note it. Returns how many there were."""
    return sum(
        _tell(pk) for pk in list(AccountThrottle.objects.owner_not_told().values_list("pk", flat=True))
    )


@transaction.atomic
def _tell(pk: int) -> bool:
    throttle = AccountThrottle.objects.owner_not_told().select_for_update().filter(pk=pk).first()
    if throttle is None or throttle.participant is None:
        return False
    throttle.told_at = timezone.now()
    throttle.save()
    by = Actor.system("turned-off")
    record("identity.pin_disabled", by=by, participant_id=throttle.participant_id, reason="failures")
    account = account_of(throttle.participant)
    if account.pin or account.temporary_pin:
        announce(participant=throttle.participant, message=PinLocked(), by=by)
    return True
