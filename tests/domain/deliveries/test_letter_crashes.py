"""Killed at any instant between the queue and the print shop, each letter is still handed over exactly once."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from customer_connect.domain.deliveries.actions.hand_over_letters import send_letter_batches
from customer_connect.domain.deliveries.enums import State
from customer_connect.domain.deliveries.models import Delivery
from tests.domain.deliveries.kill_at import POINTS
from tests.domain.deliveries.letter_boxes import ME, packages, pages_of, pin_letter_to, rows_of
from tests.factories import ParticipantFactory

LETTERS = 3


def be_killed(point: str, folder: Path) -> int:
    """Run in another process on this database, and return how it ended."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        url = f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("kill_at.py"), point, folder],
        env={**os.environ, "CONNECT_DATABASE": url, "CONNECT_LOG_LEVEL": "CRITICAL"},
        check=False,
    )
    return done.returncode


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_each_letter_is_handed_over_once(point, print_shop):
    keys = {
        str(pin_letter_to(person, f"48291{number}").key): f"482 91{number}"
        for number, person in enumerate(ParticipantFactory.create_batch(LETTERS))
    }
    assert be_killed(point, print_shop.parent) == -9
    for _ in range(2):
        send_letter_batches(by=ME, until_now=True)
    handed_over = Counter(row["letter"] for package in packages().values() for row in rows_of(package))
    assert handed_over == Counter(keys.keys())
    for package in packages().values():
        pages = pages_of(package)
        assert all(keys[row["letter"]] in pages[int(row["first_page"]) - 1] for row in rows_of(package))
    assert Delivery.objects.filter(state=State.SENT, context_sealed=None).count() == LETTERS


@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_each_letter_is_handed_over_once(print_shop):
    keys = {str(pin_letter_to(person).key) for person in ParticipantFactory.create_batch(LETTERS)}
    ends = [be_killed(point, print_shop.parent) for point in list(POINTS)[::-3]]
    assert ends.count(-9) >= 1
    send_letter_batches(by=ME, until_now=True)
    handed_over = [row["letter"] for package in packages().values() for row in rows_of(package)]
    assert sorted(handed_over) == sorted(keys)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", ["after staging, not recorded", "after it is released, not recorded"])
def test_a_shop_that_takes_packages_away_at_once_gets_none_twice(point, print_shop, tmp_path):
    pin_letter_to(ParticipantFactory.create())
    assert be_killed(point, print_shop.parent) == -9
    taken = tmp_path / "taken"
    taken.mkdir()
    for name, path in packages().items():
        path.rename(taken / name)
    send_letter_batches(by=ME, until_now=True)
    assert len(packages()) + len(list(taken.iterdir())) == 1
