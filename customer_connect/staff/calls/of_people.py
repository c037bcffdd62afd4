"""The calls that a person's page shows."""

from dataclasses import dataclass

from customer_connect.domain.calls.models import Call
from customer_connect.domain.calls.people import calls_of
from customer_connect.domain.cases.models import Participant
from customer_connect.staff.calls.paths import stood_at
from customer_connect.staff.calls.words import lasted


@dataclass(frozen=True)
class ListedCall:
    """One call in the list, and what came of it with agents."""

    call: Call
    outcomes: list[str]

    @property
    def lasted(self) -> str:
        """How long it lasted."""
        return lasted(self.call.duration)

    @property
    def stood_at(self) -> str:
        """The last question."""
        return stood_at(self.call.path)


def listed_calls_of(person: Participant, most: int) -> list[ListedCall]:
    """Return somebody's newest calls."""
    calls = calls_of(person).prefetch_related("agent_requests")[:most]
    return [ListedCall(call, _outcomes(call, person)) for call in calls]


def _outcomes(call: Call, person: Participant) -> list[str]:
    """Return what agents wrote of this person's talks; of talks with nobody known the state."""
    talks = sorted(call.agent_requests.all(), key=lambda talk: talk.pk)
    mine = [talk for talk in talks if talk.participant_id == person.pk]
    return [talk.get_outcome_display() or talk.get_state_display() for talk in mine]
