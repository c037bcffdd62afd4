"""Several workers at once: each message is taken by one of them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.actions.send import send_one
from customer_connect.domain.deliveries.destinations import Phone
from customer_connect.domain.deliveries.enums import State
from customer_connect.domain.deliveries.messages import OneTimeCode
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.providers.sms import memory

MESSAGES, WORKERS = 40, 4


@pytest.mark.django_db(transaction=True)
def test_each_message_is_sent_by_one_worker(settings, monkeypatch):
    settings.TEXT_MESSAGES_PROVIDER = "customer_connect.providers.sms.memory.MemoryTextMessages"
    monkeypatch.setattr(memory, "outbox", [])
    for number in range(MESSAGES):
        queue_message(
            participant=None,
            to=Phone(f"+1916555{number:04d}"),
            message=OneTimeCode(code="135790", minutes=10),
            language="en",
            by=Actor.system("test"),
        )

    def work(_: int) -> int:
        try:
            return sum(iter(send_one, False))
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as workers:
        taken = list(workers.map(work, range(WORKERS)))
    assert sum(taken) == MESSAGES
    assert len(memory.outbox) == MESSAGES
    assert set(Delivery.objects.values_list("state", "attempts")) == {(State.SENT, 1)}
