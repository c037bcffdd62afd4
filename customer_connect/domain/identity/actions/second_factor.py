"""The second factor: a code by email, or a passkey, beside the PIN."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.identity.accounts import account_of
from customer_connect.domain.identity.actions.send_code import send_code
from customer_connect.domain.identity.code_exceptions import NoSecondChannel
from customer_connect.domain.identity.models import CodePurpose, OneTimeCode, Outcome, SecondFactor, User
from customer_connect.domain.identity.second_factors import ways_of
from customer_connect.domain.identity.sign_in_records import note_sign_in


def send_second_factor_code(
    *,
    user: User,
    purpose: CodePurpose,
    by: Actor,
    binding: str,
    which: int = 0,
    has_emailed_pin: bool = False,
) -> OneTimeCode:
    """Email a code to one of the addresses that may have one, `which` of `Ways.emails`.

    Raises NoSecondChannel where there is no such address, and TooManyCodes.
    """
    emails = ways_of(user, has_emailed_pin=has_emailed_pin).emails
    if user.participant is None or not 0 <= which < len(emails):
        raise NoSecondChannel
    return send_code(
        participant=user.participant,
        purpose=purpose,
        channel=Channel.EMAIL,
        address=emails[which],
        by=by,
        binding=binding,
    )


@transaction.atomic
def finish_sign_in(*, user: User, factor: SecondFactor, by: Actor, device: str = "") -> None:
    """Note that somebody is in whose PIN was right and who gave a second factor now. `by` is still anonymous."""
    if user.participant is None:
        raise NoSecondChannel
    note_sign_in(
        account_of(user.participant),
        Outcome.SIGNED_IN,
        by=by,
        device=device,
        now=timezone.now(),
        second_factor=factor,
    )
