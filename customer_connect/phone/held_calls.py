"""Where calls by webhooks are kept between two of them: in the database, sealed, for every web process."""

import json
from datetime import timedelta

from django.utils import timezone

from customer_connect.core.resealing import SealedColumn
from customer_connect.core.sealing import CannotOpen, seal, unseal
from customer_connect.domain.jobs.schedules import Job
from customer_connect.phone.gateways.twiml.held_calls import HeldCall
from customer_connect.phone.models import HELD_CALL_PURPOSE, HeldCallRow
from customer_connect.phone.turns import turn_as_json, turn_from_json

# The cloud ends calls after four hours, and tells us so. Where that was lost, nobody asks for the call any more.
KEPT_FOR = timedelta(hours=5)
SEALED_COLUMNS = [SealedColumn("phone.HeldCallRow", "call_sealed", HELD_CALL_PURPOSE)]


class DatabaseHeldCalls:
    """Keeps calls as rows."""

    def keep(self, call: HeldCall) -> None:
        """Keep a call as it is now."""
        kept = {"state": call.state, "turn": turn_as_json(call.turn), "number": call.number}
        row = {"call_sealed": seal(json.dumps(kept), purpose=HELD_CALL_PURPOSE), "changed_at": timezone.now()}
        HeldCallRow.objects.update_or_create(call_id=call.call_id, defaults=row)

    def find(self, call_id: str) -> HeldCall | None:
        """Return a call; None for one that is over or unknown."""
        row = HeldCallRow.objects.filter(call_id=call_id).first() if call_id else None
        try:
            kept = json.loads(unseal(bytes(row.call_sealed), purpose=HELD_CALL_PURPOSE)) if row else None
        except CannotOpen:  # sealed with a key that is gone
            return None
        return (
            HeldCall(call_id, kept["state"], turn_from_json(kept["turn"]), kept["number"]) if kept else None
        )

    def forget(self, call_id: str) -> None:
        """Forget a call that is over."""
        HeldCallRow.objects.filter(call_id=call_id).delete()


def forget_lost_calls() -> int:
    """Delete calls whose end nobody told us."""
    return HeldCallRow.objects.filter(changed_at__lt=timezone.now() - KEPT_FOR).delete()[0]


FORGET_LOST_CALLS = Job(name="phone.forget_lost_calls", run=forget_lost_calls, every=timedelta(hours=1))
