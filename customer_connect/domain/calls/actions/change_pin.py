"""Changing the PIN by phone, with the caller staying verified."""

from customer_connect.domain.calls.actions.verify_caller import admit_caller
from customer_connect.domain.calls.callers import participant_in
from customer_connect.domain.calls.models import Call
from customer_connect.domain.identity.actions.change_pin import change_pin, choose_pin
from customer_connect.domain.identity.models import User


def change_pin_in_call(*, call: Call, user: User, current: str, new: str) -> None:
    """Replace the caller's PIN. Raises what `change_pin` raises. Must not run inside a transaction."""
    change_pin(user=user, current=current, new=new, by=participant_in(call))
    admit_caller(call=call, user=user)


def choose_pin_in_call(*, call: Call, user: User, new: str) -> None:
    """Choose a PIN in place of the temporary one that opened this call. Raises WeakPin, NotTemporary."""
    choose_pin(user=user, new=new, by=participant_in(call))
    admit_caller(call=call, user=user)
