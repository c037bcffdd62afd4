"""One conversation between two turns: the state, the call's record, and who is verified."""

import json
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from customer_connect.core.sealing import CannotOpen, seal, unseal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.calls.actions.verify_caller import forget_caller
from customer_connect.domain.calls.callers import caller_of, participant_in
from customer_connect.domain.calls.models import Call
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.own_cases import OwnCase, own_cases
from customer_connect.domain.identity.accounts import can_sign_in
from customer_connect.domain.identity.models import User
from customer_connect.phone.turns import Language, State

KEPT_FOR = timedelta(minutes=10)


class NotVerified(Exception):
    """Something was asked for that only a signed-in caller may hear."""


class Conversation:
    """What the questions work with. Changes to `state` are handed back to the gateway; the rest is in the database."""

    def __init__(self, state: State, call: Call) -> None:
        self.state = state
        self.call = call

    @property
    def language(self) -> Language:
        """The language in which the caller is spoken to."""
        return "es" if self.state["language"] == "es" else "en"

    @property
    def is_tty(self) -> bool:
        """Whether the caller reads and types."""
        return self.call.channel == "tty"

    @property
    def values(self) -> dict[str, Any]:
        """What the open question was told when it was reached: JSON values, no secrets."""
        values: dict[str, Any] = self.state.setdefault("values", {})
        return values

    # ---- who it is

    @property
    def is_verified(self) -> bool:
        """Whether the caller has signed in, and nothing since took that back."""
        return self.user is not None

    @cached_property
    def user(self) -> User | None:
        """The verified caller's user. Their PIN changed elsewhere, or they may no longer sign in: nobody."""
        if self.call.verified_at is None or self.call.participant_id is None:
            return None
        user = User.objects.select_related("participant").get(participant=self.call.participant_id)
        is_same = user.get_session_auth_hash() == self.call.verified_under
        if is_same and user.is_active and user.participant is not None and can_sign_in(user.participant):
            return user
        forget_caller(call=self.call)
        return None

    def verification_changed(self) -> None:
        """Look again who is verified: somebody signed in, or changed their PIN."""
        self.__dict__.pop("user", None)
        self.__dict__.pop("cases", None)

    @property
    def verified_user(self) -> User:
        """The user, where there must be one. Raises NotVerified."""
        if self.user is None:
            raise NotVerified
        return self.user

    @property
    def participant(self) -> Participant:
        """The verified caller. Raises NotVerified; also before a temporary PIN was replaced."""
        participant = self.verified_user.participant
        if participant is None or self.call.must_choose_pin:
            raise NotVerified
        return participant

    @cached_property
    def cases(self) -> list[OwnCase]:
        """The caller's cases. Raises NotVerified."""
        return own_cases(self.participant)

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return participant_in(self.call) if self.is_verified else caller_of(self.call)

    def note_view(self, action: str) -> None:
        """Write the audit event of something confidential that is about to be said."""
        record(action, by=self.actor, participant_id=self.participant.pk, call=self.call.key.hex)

    # ---- numbers between two questions

    def keep(self, name: str, value: str) -> None:
        """Keep what was entered for some minutes, sealed for this call and this purpose."""
        until = (timezone.now() + KEPT_FOR).isoformat()
        sealed = seal(json.dumps([until, value]), purpose=self._purpose(name))
        self.state.setdefault("kept", {})[name] = b64encode(sealed).decode()

    def kept(self, name: str) -> str:
        """Return what was kept, or nothing when its time is over."""
        sealed = self.state.get("kept", {}).get(name)
        if sealed is None:
            return ""
        try:
            until, value = json.loads(unseal(b64decode(sealed), purpose=self._purpose(name)))
        except (CannotOpen, ValueError):
            return ""
        return str(value) if datetime.fromisoformat(until) > timezone.now() else ""

    def forget(self, *names: str) -> None:
        """Forget what was kept; all of it where no name is given."""
        kept = self.state.get("kept", {})
        for name in names or list(kept):
            kept.pop(name, None)

    def _purpose(self, name: str) -> str:
        return f"phone-{name}-{self.call.key.hex}"
