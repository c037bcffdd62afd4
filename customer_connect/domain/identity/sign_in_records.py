"""What is kept of a try to sign in: a line in the person's own history and an audit event."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor, ActorKind
from customer_connect.domain.identity.accounts import Account
from customer_connect.domain.identity.models import Method, Outcome, SecondFactor, SignIn
from customer_connect.domain.identity.networks import summary_of


def note_sign_in(
    account: Account,
    outcome: Outcome,
    *,
    by: Actor,
    device: str,
    now: datetime,
    method: Method = Method.PIN,
    second_factor: SecondFactor = SecondFactor.NONE,
    **details: Any,
) -> None:
    """Keep one try, right or wrong. Tries at numbers that belong to nobody are kept too: the work is the same."""
    SignIn.objects.create(
        participant=account.participant,
        at=now,
        channel=by.channel,
        network=summary_of(by.network),
        device=device,
        method=method,
        outcome=outcome,
        second_factor=second_factor,
    )
    is_in = outcome is Outcome.SIGNED_IN
    who = replace(by, kind=ActorKind.PARTICIPANT, key=str(account.participant_id)) if is_in else by
    action = "identity.signed_in" if is_in else "identity.sign_in_failed"
    record(
        action,
        by=who,
        participant_id=account.participant_id,
        outcome=outcome.value,
        method=method.value,
        second_factor=second_factor.value,
        **details,
    )
