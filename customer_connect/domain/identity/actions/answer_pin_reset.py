"""Working on requests for a new PIN: the worker's queue. What happens here nobody outside sees."""

import json
import logging

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from customer_connect.core.identifiers import NotAnIdentifier, ParticipantId, Ssn, parse_identifier
from customer_connect.core.sealing import unseal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.names import is_name_of
from customer_connect.domain.deliveries.enums import State
from customer_connect.domain.deliveries.messages import PinRequested
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity import throttling
from customer_connect.domain.identity.accounts import account_at, can_sign_in, number_key
from customer_connect.domain.identity.actions.announce import announce
from customer_connect.domain.identity.actions.email_temporary_pin import email_temporary_pin
from customer_connect.domain.identity.actions.mail_temporary_pin import mail_temporary_pin
from customer_connect.domain.identity.actions.request_pin_reset import ASKED_PURPOSE, Asked
from customer_connect.domain.identity.models import (
    PinDelivery,
    PinResetRequest,
    ResetRefusal,
    ResetState,
    User,
)
from customer_connect.domain.identity.pin_destinations import (
    NoPinThere,
    check_mail_for_pin,
    check_wrong_pins,
    email_for_pin,
)
from customer_connect.domain.identity.pin_hashes import pretend_to_check

logger = logging.getLogger(__name__)
_DONE = {PinDelivery.EMAIL: ResetState.EMAILED, PinDelivery.MAIL: ResetState.MAILED}


def answer_one() -> bool:
    """Take the oldest request and send its PIN, or note why not. Returns whether there was one.

    All of it in one transaction: a crash leaves the request as it was, with nothing sent.
    """
    if not PinResetRequest.objects.pending().exists():
        return False
    with transaction.atomic():
        request = _next()
        if request is None:
            return False
        _answer(request)
        request.asked_sealed = None
        request.handled_at = timezone.now()
        request.save()
        record(
            "identity.pin_reset_answered",
            by=_me(),
            participant_id=request.participant_id,
            way=request.way,
            state=request.state,
            reason=request.reason,
        )
    if request.state == ResetState.REFUSED:
        # As much work as issuing a PIN, so that a busy machine does not tell who is known.
        pretend_to_check("")
    return True


def _next() -> PinResetRequest | None:
    pending = PinResetRequest.objects.pending()
    if connection.features.has_select_for_update_skip_locked:
        pending = pending.select_for_update(skip_locked=True)
    return pending.first()


def _answer(request: PinResetRequest) -> None:
    """Set what becomes of a request. A fault of ours ends it, so that it does not hold up all others."""
    try:
        asked = _asked(request)
        throttling.reopen_numbers([number_key(asked.identifier), number_key(asked.also_participant_id)])
        with transaction.atomic():
            person = _person_behind(asked)
            request.participant = person
            request.delivery = _send(person, PinDelivery(request.way))
            request.state = _DONE[PinDelivery(request.way)]
    except NoPinThere as refusal:
        request.state, request.reason = ResetState.REFUSED, refusal.reason
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - its text might hold what was typed
        logger.error("Request %s for a PIN was not understood: %s", request.pk, type(error).__name__)  # noqa: TRY400
        request.state, request.reason = ResetState.REFUSED, ResetRefusal.BROKEN


def _asked(request: PinResetRequest) -> Asked:
    return Asked(**json.loads(unseal(bytes(request.asked_sealed or b""), purpose=ASKED_PURPOSE)))


def _person_behind(asked: Asked) -> Participant:
    """Return whom a request is about. Raises NoPinThere unless all that was told is theirs, and enough."""
    person = account_at(asked.identifier).participant
    if person is None or not _is_theirs(asked, person):
        raise NoPinThere(ResetRefusal.NO_MATCH)
    return person


def _is_theirs(asked: Asked, person: Participant) -> bool:
    if asked.first_name or asked.last_name:
        return is_name_of(person, first_name=asked.first_name, last_name=asked.last_name) and (
            not asked.also_participant_id or _are_both_numbers(asked, person)
        )
    return _are_both_numbers(asked, person)


def _are_both_numbers(asked: Asked, person: Participant) -> bool:
    try:
        numbers = parse_identifier(asked.identifier), parse_identifier(asked.also_participant_id)
    except NotAnIdentifier:
        return False
    return isinstance(numbers[0], Ssn) and numbers[1] == ParticipantId(person.pk)


def _send(person: Participant, way: PinDelivery) -> Delivery:
    """Send a PIN and tell the person over another channel. Raises NoPinThere.

    Of two requests at the same moment one waits here for the other, and finds that one was sent.
    """
    if not can_sign_in(person) or User.objects.filter(participant=person, is_active=False).exists():
        raise NoPinThere(ResetRefusal.NOT_ELIGIBLE)
    check_wrong_pins(person)
    Participant.objects.select_for_update(no_key=True).get(pk=person.pk)
    now = timezone.now()
    if way == PinDelivery.EMAIL:
        address = email_for_pin(person, now)
        sent = email_temporary_pin(participant=person, address=address, by=_me())
        announce(participant=person, message=PinRequested(), by=_me(), but_not_to=address, or_by_letter=True)
    else:
        check_mail_for_pin(person, now)
        sent = mail_temporary_pin(participant=person, by=_me())
        announce(participant=person, message=PinRequested(), by=_me())
    if sent.state == State.SKIPPED:
        raise NoPinThere(ResetRefusal.NO_EMAIL if way == PinDelivery.EMAIL else ResetRefusal.NO_ADDRESS)
    return sent


def _me() -> Actor:
    return Actor.system("pin-reset")
