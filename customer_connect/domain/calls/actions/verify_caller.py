"""Signing in by phone: the same action, limits and trail as on the website."""

from django.utils import timezone

from customer_connect.domain.calls.callers import caller_of
from customer_connect.domain.calls.models import Call
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.exceptions import SignInRefused
from customer_connect.domain.identity.models import User


def verify_caller(*, call: Call, identifier: str, pin: str) -> None:
    """Let the caller in, until the call ends. Raises what `sign_in` raises.

    Must not run inside a transaction: a failure has to be counted. `sign_in` writes the audit event.
    """
    try:
        signed_in = sign_in(identifier=identifier, pin=pin, by=caller_of(call))
    except SignInRefused:
        call.failed_sign_ins += 1
        call.save(update_fields=["failed_sign_ins"])
        raise
    admit_caller(call=call, user=signed_in.user, must_choose_pin=signed_in.must_choose_pin)


def admit_caller(*, call: Call, user: User, must_choose_pin: bool = False) -> None:
    """Note who the caller is, bound to the PIN that is in force now."""
    call.participant = user.participant
    call.verified_at = timezone.now()
    call.verified_under = user.get_session_auth_hash()
    call.must_choose_pin = must_choose_pin
    call.failed_sign_ins = 0
    call.save(
        update_fields=["participant", "verified_at", "verified_under", "must_choose_pin", "failed_sign_ins"]
    )


def forget_caller(*, call: Call) -> None:
    """Take the caller's verification back: they were silent for too long. Who it was stays on record."""
    call.verified_at = None
    call.verified_under = ""
    call.must_choose_pin = False
    call.save(update_fields=["verified_at", "verified_under", "must_choose_pin"])
