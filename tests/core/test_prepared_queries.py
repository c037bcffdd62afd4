"""Queries translated once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from customer_connect.core.prepared_queries import NotPreparable, PreparedQuery
from customer_connect.domain.calendar.models import CourtDate
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.payments.models import Receipt
from tests.factories import CourtDateFactory, ParticipantFactory, ReceiptFactory

pytestmark = pytest.mark.django_db


def test_a_prepared_query_gives_what_the_orm_gives_for_each_value():
    rows = [ReceiptFactory.create(posted_on=date(2026, 1, day)) for day in (1, 2, 3)]
    columns = ("id", "posted_on", "amount", "kind", "reverses_id")
    prepared = PreparedQuery(
        lambda payer_id, day: Receipt.objects.filter(payer=payer_id, posted_on__gte=day).values_list(*columns)
    )
    for row in rows:
        for day in (date(2025, 12, 31), date(2026, 1, 3)):
            expected = list(
                Receipt.objects.filter(payer=row.payer_id, posted_on__gte=day).values_list(*columns)
            )
            assert prepared.rows(payer_id=row.payer_id, day=day) == expected


def test_texts_and_moments_are_bound_as_well():
    ParticipantFactory.create(last_name="O’Hara")
    by_name = PreparedQuery(lambda name: Participant.objects.filter(last_name=name).values_list("last_name"))
    assert by_name.rows(name="O’Hara") == [("O’Hara",)]
    assert by_name.first(name="x' OR '1'='1") is None
    hearing = CourtDateFactory.create()
    after = PreparedQuery(
        lambda moment: CourtDate.objects.filter(starts_at__gte=moment).values_list("starts_at")
    )
    assert after.first(moment=timezone.now()) == (hearing.starts_at,)
    assert after.first(moment=timezone.now() + timedelta(days=99)) is None


def test_a_query_that_changes_its_value_cannot_be_prepared():
    prepared = PreparedQuery(
        lambda name: Participant.objects.filter(last_name__contains=name).values_list("pk")
    )
    with pytest.raises(NotPreparable):
        prepared.rows(name="ar")
