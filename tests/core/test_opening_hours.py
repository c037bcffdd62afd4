from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from customer_connect.core.opening_hours import is_open_at, openings_from

CALIFORNIA = ZoneInfo("America/Los_Angeles")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CALIFORNIA)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-03 07:59", False),
        ("2026-03-03 08:00", True),
        ("2026-03-03 16:59", True),
        ("2026-03-03 17:00", False),
        ("2026-03-07 10:00", False),  # Saturday
        ("2026-12-25 10:00", False),
        ("2026-07-03 10:00", False),  # Independence Day observed
        ("2026-03-31 10:00", False),  # César Chávez Day, a holiday of the State
    ],
)
def test_agents_answer_in_business_hours_but_not_on_holidays_of_the_state(moment, is_open):
    assert is_open_at(at(moment)) is is_open


def test_the_openings_that_come_skip_weekends_and_holidays():
    days = [opens.date().isoformat() for opens, _ in islice(openings_from(at("2026-12-24 16:00")), 3)]
    assert days == ["2026-12-24", "2026-12-28", "2026-12-29"]
    assert next(openings_from(at("2026-12-24 17:00")))[0] == at("2026-12-28 08:00")


def test_openings_keep_the_agencys_clock_when_summer_time_begins():
    opens, closes = next(openings_from(at("2026-03-08 12:00")))
    assert (opens.isoformat(), closes.isoformat()) == (
        "2026-03-09T08:00:00-07:00",
        "2026-03-09T17:00:00-07:00",
    )
