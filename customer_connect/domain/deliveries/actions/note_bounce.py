"""Email that came back, or that its reader called spam."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.note_problem import note_problem
from customer_connect.domain.deliveries.enums import Channel, Reason, State
from customer_connect.domain.deliveries.letter_enums import ProblemKind
from customer_connect.domain.deliveries.models import (
    BadEmail,
    BadEmailKind,
    Delivery,
    SoftBounce,
    email_index,
)


@transaction.atomic
def note_bounce(*, key: UUID, is_for_good: bool, status: str = "", by: Actor) -> bool:
    """Note that the email with this key of ours did not arrive. Returns whether there is such an email.

    Where it is for good, or the agency's number of emails came back within its days, the address gets no more mail
    until its reader proves it anew. Twice is as once.
    """
    delivery = _email_with(key)
    if delivery is None:
        return False
    bounced = Delivery.objects.filter(pk=delivery.pk, state__in=[State.QUEUED, State.SENDING, State.SENT])
    is_news = bool(bounced.update(state=State.FAILED, reason=Reason.BOUNCED, context_sealed=None))
    if is_for_good or (is_news and _came_back_too_often(delivery)):
        is_news = _mark(delivery, BadEmailKind.BOUNCED, status) or is_news
        if delivery.participant_id is not None:
            note_problem(delivery=delivery, kind=ProblemKind.BOUNCED, note=status, by=by)
    if is_news:
        _record("deliveries.email_bounced", delivery, by=by, is_for_good=is_for_good, status=status[:12])
    return True


@transaction.atomic
def note_complaint(*, key: UUID, by: Actor) -> bool:
    """Note that the reader of this email called it spam: the address gets only what was just asked for.

    Returns whether there is such an email. Twice is as once.
    """
    delivery = _email_with(key)
    if delivery is None:
        return False
    if _mark(delivery, BadEmailKind.COMPLAINED, ""):
        _record("deliveries.email_complained", delivery, by=by)
    return True


def _email_with(key: UUID) -> Delivery | None:
    return Delivery.objects.select_for_update().filter(key=key, channel=Channel.EMAIL).first()


def _came_back_too_often(delivery: Delivery) -> bool:
    """Count one email that came back for now. Returns whether there were too many."""
    policy, now = agency().deliveries, timezone.now()
    SoftBounce.objects.filter(noted_at__lt=now - timedelta(days=policy.soft_bounce_days)).delete()
    index = email_index(delivery.address)
    SoftBounce.objects.get_or_create(delivery=delivery, defaults={"address_index": index, "noted_at": now})
    return SoftBounce.objects.filter(address_index=index).count() >= policy.soft_bounces_before_bad


def _mark(delivery: Delivery, kind: BadEmailKind, status: str) -> bool:
    """Mark the address as bad. Returns whether it was not."""
    _, is_new = BadEmail.objects.get_or_create(
        address_index=email_index(delivery.address),
        defaults={
            "kind": kind,
            "status": status[:12],
            "delivery": delivery,
            "noted_at": timezone.now(),
        },
    )
    return is_new


def _record(action: str, delivery: Delivery, *, by: Actor, **details: object) -> None:
    record(
        action,
        by=by,
        participant_id=delivery.participant_id,
        delivery=str(delivery.key),
        message=delivery.message,
        **details,
    )
