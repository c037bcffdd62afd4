"""How calls are written for staff."""

from datetime import timedelta

from customer_connect.domain.calls.models import AgentRequest, CallBack


def masked(last_four: str) -> str:
    """Write a number of which only the end may be seen."""
    return f"••• ••• {last_four}" if last_four else "number withheld"


def lasted(duration: timedelta | None) -> str:
    """Write how long something took."""
    if duration is None:
        return "not over"
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def waited(duration: timedelta) -> str:
    """Write how long somebody has waited, in whole minutes. `desk.js` writes the same."""
    minutes = max(int(duration.total_seconds() // 60), 0)
    return f"{minutes} min" if minutes else "under 1 min"


def who(row: AgentRequest | CallBack) -> str:
    """Return the name and Participant ID of somebody known, else the end of their number."""
    if row.participant is not None:
        return f"{row.participant.short_name}, {row.participant.number}"
    return masked(row.number_last_four if isinstance(row, CallBack) else row.call.number_last_four)
