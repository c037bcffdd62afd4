"""What is owed, and who sees it."""

from datetime import date
from decimal import Decimal

import pytest

from customer_connect.domain.cases.enums import Role
from customer_connect.domain.cases.models import Order
from customer_connect.domain.payments.balance_lines import statements_of
from customer_connect.domain.payments.enums import BalanceKind, OwedTo
from tests.factories import (
    BalanceFactory,
    CaseMemberFactory,
    OrderFactory,
    ParticipantFactory,
    ana_and_ben,
    cal,
)

pytestmark = pytest.mark.django_db


def test_the_payer_sees_all_they_owe_and_the_payee_what_is_owed_to_the_family():
    family = ana_and_ben()
    BalanceFactory.create(case=family.case, payer=family.ben)
    BalanceFactory.create(case=family.case, payer=family.ben, owed_to=OwedTo.STATE, amount=Decimal("88.00"))
    assert [line.owed_to for line in statements_of(family.ben)[0].lines] == ["family", "state"]
    assert [line.owed_to for line in statements_of(family.ana)[0].lines] == ["family"]
    assert statements_of(cal()) == []


def test_where_two_parents_pay_a_guardian_neither_sees_what_the_other_owes_or_was_ordered():
    family = ana_and_ben()
    other = ParticipantFactory.create()
    CaseMemberFactory.create(case=family.case, participant=other, role=Role.NONCUSTODIAL)
    BalanceFactory.create(case=family.case, payer=family.ben)
    BalanceFactory.create(case=family.case, payer=other)
    OrderFactory.create(case=family.case, payer=other)
    assert {found.payer_id for found in statements_of(family.ana)} == {family.ben.pk, other.pk}
    assert {found.payer_id for found in statements_of(other)} == {other.pk}
    assert {order.payer_id for order in Order.objects.visible_to(other)} == {other.pk}
    assert Order.objects.visible_to(family.ana).count() == 2


def test_lines_keep_the_order_of_the_statement_and_are_added_up_only_when_of_one_day():
    family = ana_and_ben()
    for kind, amount in ((BalanceKind.INTEREST, "5.25"), (BalanceKind.CURRENT_SUPPORT, "450.00")):
        BalanceFactory.create(case=family.case, payer=family.ben, kind=kind, amount=Decimal(amount))
    [found] = statements_of(family.ben)
    assert [line.kind for line in found.lines] == ["current_support", "interest"]
    assert (found.as_of, found.total) == (date(2026, 3, 1), Decimal("455.25"))
    BalanceFactory.create(case=family.case, payer=family.ben, kind=BalanceKind.FEES, as_of=date(2026, 2, 1))
    [found] = statements_of(family.ben)
    assert (found.as_of, found.total) == (None, None)
