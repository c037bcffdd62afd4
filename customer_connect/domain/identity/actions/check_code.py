"""Checking a one-time code that somebody typed."""

import hmac

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.core.identifiers import digits_of
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.actions.send_code import fingerprint_of
from customer_connect.domain.identity.code_exceptions import CodeOver, WrongCode
from customer_connect.domain.identity.models import CodePurpose, OneTimeCode
from customer_connect.domain.identity.models.contacts import contact_index


def check_code(
    *,
    participant: Participant,
    purpose: CodePurpose,
    code: str,
    by: Actor,
    address: str | None = None,
    binding: str = "",
) -> OneTimeCode:
    """Use up the code that was sent last for this purpose (and address, where given). It works once.

    A try is counted before the code is looked at, in a transaction of its own, so that none is free. Raises WrongCode
    and CodeOver.
    """
    sent = _counted(participant, purpose, address)
    typed = fingerprint_of(sent, digits_of(code), binding)
    is_right = hmac.compare_digest(typed, bytes(sent.fingerprint))
    with transaction.atomic(durable=True):
        now = timezone.now()
        fresh = OneTimeCode.objects.filter(pk=sent.pk).live(now)
        is_accepted = is_right and fresh.update(used_at=now) == 1
        record(
            "identity.code_accepted" if is_accepted else "identity.code_refused",
            by=by,
            participant_id=participant.pk,
            purpose=purpose,
        )
    if is_accepted:
        return sent
    tries_left = agency().sign_in.code_tries - sent.tries
    if is_right or tries_left <= 0:
        raise CodeOver
    raise WrongCode(tries_left)


def _counted(participant: Participant, purpose: CodePurpose, address: str | None) -> OneTimeCode:
    """Return the code in force with one more try counted. Raises CodeOver when there is none, or no try left."""
    now = timezone.now()
    with transaction.atomic(durable=True):
        live = OneTimeCode.objects.asked_by(participant, purpose).live(now)
        if address is not None:
            live = live.filter(address_index=contact_index(address))
        sent = live.first()
        if sent is None:
            raise CodeOver
        may_try = OneTimeCode.objects.filter(pk=sent.pk, tries__lt=agency().sign_in.code_tries)
        if not may_try.update(tries=F("tries") + 1):
            raise CodeOver
        sent.refresh_from_db(fields=["tries"])
    return sent
