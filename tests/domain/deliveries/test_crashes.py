"""Workers killed at any instant: nothing is lost, and only what the mail server had already taken comes twice.

`bench/crash` does the same with a thousand messages on PostgreSQL.
"""

import random
from datetime import timedelta

import pytest

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.claims import bring_back_stuck
from customer_connect.domain.deliveries.destinations import Email
from customer_connect.domain.deliveries.enums import State
from customer_connect.domain.deliveries.messages import PinChanged
from customer_connect.domain.deliveries.models import Delivery
from tests.domain.deliveries.killing_mailboxes import KillingMailbox, start_worker
from tests.domain.deliveries.mail_servers import mail_server


@pytest.mark.django_db(transaction=True)
def test_killed_workers_lose_nothing_and_double_only_what_had_no_answer():
    messages, rounds_at_most = 80, 40
    rng = random.Random(20260302)
    for number in range(messages):
        queue_message(
            participant=None,
            to=Email(f"person{number}@example.org"),
            message=PinChanged(),
            language="en",
            by=Actor.system("test"),
        )
    mailbox = KillingMailbox(moments=set(rng.sample(range(1, 2 * messages), 5)), seed=7)
    with mail_server(mailbox) as port:
        for _ in range(rounds_at_most):
            mailbox.workers = [start_worker(port) for _ in range(2)]
            for worker in mailbox.workers:
                worker.wait(timeout=120)
            bring_back_stuck(after=timedelta(0))
            if not Delivery.objects.waiting().exists():
                break
    assert mailbox.kills >= 3
    assert Delivery.objects.filter(state=State.SENT).count() == messages
    assert len(mailbox.taken) == messages
    doubled = sum(count - 1 for count in mailbox.taken.values())
    assert doubled <= mailbox.kills
