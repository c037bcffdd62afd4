"""When ordered amounts fall due."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_connect.domain.cases.enums import Frequency
from customer_connect.domain.payments.due_dates import (
    Ordered,
    due_by_month,
    due_dates,
    months_between,
    next_due,
)

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@st.composite
def orders(draw):
    begins_on = draw(DAYS)
    ends_on = draw(st.none() | st.dates(begins_on, date(2045, 1, 1)))
    amount = draw(st.decimals(Decimal("0.01"), Decimal(9999), places=2))
    return Ordered(amount, draw(st.sampled_from(Frequency.values)), begins_on, ends_on)


@st.composite
def spans(draw):
    first = draw(DAYS)
    return first, first + timedelta(days=draw(st.integers(0, 900)))


@pytest.mark.parametrize(
    ("frequency", "begins_on", "expected"),
    [
        ("monthly", date(2026, 1, 31), [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]),
        (
            "semimonthly",
            date(2026, 2, 1),
            [date(2026, 2, 1), date(2026, 2, 15), date(2026, 3, 1), date(2026, 3, 15)],
        ),
        ("biweekly", date(2026, 2, 27), [date(2026, 2, 27), date(2026, 3, 13), date(2026, 3, 27)]),
        ("weekly", date(2026, 3, 16), [date(2026, 3, 16), date(2026, 3, 23), date(2026, 3, 30)]),
        ("once", date(2026, 3, 5), [date(2026, 3, 5)]),
    ],
)
def test_each_frequency_has_its_due_dates(frequency, begins_on, expected):
    order = Ordered(Decimal(100), frequency, begins_on, None)
    assert list(due_dates(order, first=date(2026, 1, 1), last=date(2026, 3, 31))) == expected


def test_a_monthly_order_of_the_29th_falls_due_on_leap_day():
    order = Ordered(Decimal(100), "monthly", date(2028, 1, 29), None)
    assert list(due_dates(order, first=date(2028, 2, 1), last=date(2028, 2, 29))) == [date(2028, 2, 29)]


def test_the_next_due_date_adds_up_what_falls_due_on_the_same_day():
    today = date(2026, 3, 2)
    first = Ordered(Decimal("450.00"), "monthly", date(2020, 1, 5), None)
    second = Ordered(Decimal("50.00"), "monthly", date(2021, 6, 5), None)
    later = Ordered(Decimal("75.00"), "monthly", date(2021, 6, 20), None)
    ended = Ordered(Decimal("99.00"), "weekly", date(2019, 1, 1), date(2025, 1, 1))
    assert next_due([first, second, later, ended], on=today) == (date(2026, 3, 5), Decimal("500.00"))
    assert next_due([ended], on=today) is None


@given(order=orders(), span=spans())
def test_due_dates_are_in_order_once_each_and_within_order_and_span(order, span):
    first, last = span
    found = list(due_dates(order, first=first, last=last))
    assert found == sorted(set(found))
    assert all(max(first, order.begins_on) <= day <= min(last, order.ends_on or last) for day in found)


@given(order=orders(), span=spans(), cut=st.integers(0, 900))
def test_a_span_cut_in_two_has_the_same_due_dates(order, span, cut):
    first, last = span
    middle = min(last, first + timedelta(days=cut))
    parts = [
        *due_dates(order, first=first, last=middle),
        *due_dates(order, first=middle + timedelta(days=1), last=last),
    ]
    assert parts == list(due_dates(order, first=first, last=last))


@given(found=st.lists(orders(), max_size=4), span=spans())
def test_the_months_add_up_to_every_due_date(found, span):
    first, last = span
    due = due_by_month(found, first=first, last=last)
    each = [order.amount for order in found for _ in due_dates(order, first=first, last=last)]
    assert sum(due.values(), Decimal(0)) == sum(each, Decimal(0))
    assert list(due) == months_between(first, last)
    assert all(month.day == 1 for month in due)
