"""Choosing a PIN of one's own: instead of the current one (W4), or of a temporary one (W3)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.messages import PinChanged
from customer_connect.domain.identity.actions.announce import announce
from customer_connect.domain.identity.actions.confirm_pin import confirm_pin
from customer_connect.domain.identity.exceptions import NotTemporary, WeakPin
from customer_connect.domain.identity.models import Pin, Session, TemporaryPin, User
from customer_connect.domain.identity.pin_hashes import hash_pin, is_pin
from customer_connect.domain.identity.pin_rules import check_pin, owner_of


def change_pin(
    *, user: User, current: str, new: str, by: Actor, device: str = "", keep_session: str = ""
) -> None:
    """Replace the PIN and end every other session.

    Raises WrongIdentifierOrPin, AccountLocked, PinDisabled, TooManyTries for the current PIN, WeakPin for the new one.
    """
    confirm_pin(user=user, pin=current, by=by, device=device)
    _replace(user, {}, new, by=by, keep_session=keep_session)


def choose_pin(*, user: User, new: str, by: Actor, keep_session: str = "") -> None:
    """Choose a PIN in place of the temporary one that was just used to sign in. Raises WeakPin, NotTemporary."""
    temporary = TemporaryPin.objects.filter(user=user, used_at__isnull=False).first()
    if temporary is None:
        raise NotTemporary
    began = {"emailed_at": timezone.now() if temporary.sent_by == Channel.EMAIL else None}
    _replace(user, began, new, by=by, keep_session=keep_session)


def _replace(
    user: User, began: dict[str, datetime | None], new: str, *, by: Actor, keep_session: str
) -> None:
    """Set the PIN. `began` tells how it came here where that is news."""
    check_new_pin(user, new)
    hashed = hash_pin(new, user_id=user.pk)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        Pin.objects.update_or_create(user=user, defaults={"hash": hashed, "set_at": timezone.now(), **began})
        was_temporary = TemporaryPin.objects.filter(user=user).delete()[0] > 0
        user.end_other_sessions()
        Session.objects.visible_to(user).exclude(session_key=keep_session).delete()
        record("identity.pin_changed", by=by, participant_id=user.participant_id, was_temporary=was_temporary)
        if user.participant is not None:
            announce(participant=user.participant, message=PinChanged(), by=by, or_by_letter=True)


def check_new_pin(user: User, new: str) -> None:
    """Refuse a PIN that is weak or one of those in force. Raises WeakPin."""
    if user.participant is not None:
        check_pin(new, owner_of(user.participant))
    kept = Pin.objects.filter(user=user).values_list("hash", flat=True)
    for hashed in kept.union(TemporaryPin.objects.filter(user=user).values_list("hash", flat=True)):
        if is_pin(new, user_id=user.pk, hashed=hashed):
            raise WeakPin(_("Choose a PIN that is different from the one you have now."))
