"""Taking messages off the queue: one statement each, so that several workers never take the same."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from customer_connect.domain.deliveries.enums import State
from customer_connect.domain.deliveries.models import STUCK_AFTER, Delivery

# The conditions are those of the index delivery_queue, word for word: SQLite uses a partial index only then.
_CLAIM = """
UPDATE deliveries_delivery SET state = 'sending', claimed_at = %s, attempts = attempts + 1
WHERE id = (
    SELECT id FROM deliveries_delivery
    WHERE state = 'queued' AND NOT channel = 'letter' AND next_attempt_at <= %s
    ORDER BY priority, next_attempt_at LIMIT 1 {lock}
)
RETURNING *
"""


def claim_next(now: datetime) -> Delivery | None:
    """Take the most urgent message that is due, now in "sending", or None. Must not run inside a transaction.

    Letters are not taken: they go out in batches.
    """
    can_skip = connection.features.has_select_for_update_skip_locked
    moment = connection.ops.adapt_datetimefield_value(now)
    claimed = Delivery.objects.raw(
        _CLAIM.format(lock="FOR UPDATE SKIP LOCKED" if can_skip else ""), [moment] * 2
    )
    return next(iter(list(claimed)), None)


def bring_back_stuck(*, after: timedelta = STUCK_AFTER) -> int:
    """Put messages back that a worker took and never finished (it died). Returns how many."""
    now = timezone.now()
    stuck = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=now - after)
    return stuck.update(state=State.QUEUED, claimed_at=None, next_attempt_at=now)
