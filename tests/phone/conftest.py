"""Ana, Ben and Cal at the phone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.domain.identity.people import give_pin
from tests.factories import Family, ana_and_ben

CALIFORNIA = ZoneInfo("America/Los_Angeles")
OPEN = datetime(2026, 3, 10, 10, 0, tzinfo=CALIFORNIA)  # a Tuesday
CLOSED = datetime(2026, 3, 14, 22, 0, tzinfo=CALIFORNIA)  # a Saturday


@pytest.fixture
def in_business_hours():
    with time_machine.travel(OPEN, tick=True) as clock:
        yield clock


@pytest.fixture
def at_night():
    with time_machine.travel(CLOSED, tick=True) as clock:
        yield clock


@pytest.fixture
def family(in_business_hours) -> Family:
    family = ana_and_ben()
    give_pin(family.ana)
    give_pin(family.ben)
    return family
