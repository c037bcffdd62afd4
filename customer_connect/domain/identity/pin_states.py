"""How somebody's PIN stands. For staff: nobody outside learns whether there is one."""

from dataclasses import dataclass
from datetime import datetime

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.accounts import account_of, can_sign_in
from customer_connect.domain.identity.models import AccountThrottle, Passkey, Pin, SignIn, TemporaryPin, User
from customer_connect.domain.identity.pin_destinations import WRONG_PINS_AT_MOST


@dataclass(frozen=True)
class PinState:
    """The PINs of one person and what keeps them from signing in. No PIN, and no part of one."""

    can_sign_in: bool
    is_switched_off: bool
    chosen_at: datetime | None
    temporary: TemporaryPin | None
    is_temporary_over: bool
    failures_in_a_row: int
    locked_until: datetime | None
    disabled_at: datetime | None
    passkeys: int
    has_used_up_tries: bool

    @property
    def has_chosen(self) -> bool:
        """Whether they have a PIN of their own."""
        return self.chosen_at is not None

    @property
    def has_nothing_to_sign_in_with(self) -> bool:
        """Whether they have neither a PIN that works nor a passkey."""
        has_temporary = self.temporary is not None and not self.is_temporary_over
        return not (self.has_chosen or has_temporary or self.passkeys)

    @property
    def is_shut(self) -> bool:
        """Whether no PIN is looked at now."""
        return self.locked_until is not None or self.disabled_at is not None


def pin_state_of(participant: Participant, now: datetime) -> PinState:
    """Return how this person's PIN stands."""
    user = User.objects.filter(participant=participant).first()
    throttle = AccountThrottle.objects.filter(key=account_of(participant).key).first()
    locked_until = throttle.locked_until if throttle else None
    temporary = TemporaryPin.objects.filter(user=user).first() if user else None
    return PinState(
        can_sign_in=can_sign_in(participant),
        is_switched_off=user is not None and not user.is_active,
        chosen_at=Pin.objects.filter(user=user).values_list("set_at", flat=True).first() if user else None,
        temporary=temporary,
        is_temporary_over=temporary is not None
        and (temporary.used_at is not None or temporary.is_expired(now)),
        failures_in_a_row=throttle.failures_in_a_row if throttle else 0,
        locked_until=locked_until if locked_until and locked_until > now else None,
        disabled_at=throttle.disabled_at if throttle else None,
        passkeys=Passkey.objects.filter(user=user).count() if user else 0,
        has_used_up_tries=SignIn.objects.wrong_pins_in_a_row(participant) >= WRONG_PINS_AT_MOST,
    )
