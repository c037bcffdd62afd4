"""The periods that a page offers by name."""

from datetime import date

import pytest

from customer_connect.domain.payments.periods import NamedPeriod, Period, period_of


@pytest.mark.parametrize(
    ("named", "today", "expected"),
    [
        (NamedPeriod.LAST_12_MONTHS, date(2026, 11, 22), Period(date(2025, 11, 23), date(2026, 11, 22))),
        (NamedPeriod.LAST_12_MONTHS, date(2028, 2, 29), Period(date(2027, 3, 1), date(2028, 2, 29))),
        (NamedPeriod.THIS_YEAR, date(2026, 11, 22), Period(date(2026, 1, 1), date(2026, 11, 22))),
        (NamedPeriod.LAST_YEAR, date(2026, 1, 1), Period(date(2025, 1, 1), date(2025, 12, 31))),
        (NamedPeriod.ALL, date(2026, 11, 22), Period(None, date(2026, 11, 22))),
    ],
)
def test_a_named_period_means_these_days(named, today, expected):
    assert period_of(named, today=today) == expected
