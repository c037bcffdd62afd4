import csv
from datetime import date
from pathlib import Path

import pytest

from customer_connect.demo.agencies import NotADemoPackage, write_delta
from customer_connect.demo.tables import TABLES
from tests.demo.feeds import AS_OF, ZONE, Feed

KEYS = {name: kind._fields[:length] for name, kind, length in TABLES}


def keyed(feed: Feed, table: str) -> dict[tuple[str, ...], dict[str, str]]:
    return {tuple(row[column] for column in KEYS[table]): row for row in getattr(feed, table)}


def applied(before: Feed, delta: Feed, table: str) -> dict[tuple[str, ...], dict[str, str]]:
    """What a table holds after the delta."""
    rows = keyed(before, table)
    for key, row in keyed(delta, table).items():
        if row.pop("deleted") == "true":
            del rows[key]
        else:
            rows[key] = row
    return rows


@pytest.fixture(scope="module")
def night(feed: Feed, tmp_path_factory: pytest.TempPathFactory) -> Feed:
    folder = tmp_path_factory.mktemp("delta")
    write_delta(feed.folder, folder, days=1, zone=ZONE)
    return Feed(folder)


def test_a_night_brings_payments_balances_and_a_moved_court_date(night: Feed) -> None:
    assert date(2026, 3, 2) == AS_OF
    assert night.descriptor["customer_connect"]["kind"] == "delta"
    assert night.descriptor["customer_connect"]["as_of"] == "2026-03-03"
    assert [row for row in night.receipts if row["posted_on"] == "2026-03-03"]
    assert [row for row in night.disbursements if row["posted_on"] == "2026-03-03"]
    assert night.balances
    assert [row for row in night.court_dates if row["status"] == "rescheduled"]
    assert [row for row in night.expected_payments if row["deleted"] == "true"]


def test_a_delta_follows_the_package_before_it(feed: Feed, night: Feed) -> None:
    before, after = feed.descriptor["customer_connect"], night.descriptor["customer_connect"]
    assert after["sequence"] == before["sequence"] + 1


def test_a_delta_holds_only_what_changed(feed: Feed, night: Feed) -> None:
    for table in KEYS:
        before = keyed(feed, table)
        for key, row in keyed(night, table).items():
            facts = {column: value for column, value in row.items() if column != "deleted"}
            assert row["deleted"] == "true" or before.get(key) != facts
    assert len(night.receipts) < len(feed.receipts) / 20


def test_people_cases_and_earlier_money_stay_as_they_were(feed: Feed, night: Feed) -> None:
    assert not night.participants
    assert not night.case_members
    earlier = keyed(feed, "receipts")
    for key, row in keyed(night, "receipts").items():
        assert key not in earlier or row["amount"] == earlier[key]["amount"]
        assert row["deleted"] == "false"


def test_two_nights_come_to_the_same_as_two_days_at_once(feed: Feed, night: Feed, tmp_path: Path) -> None:
    write_delta(night.folder, tmp_path / "second", days=1, zone=ZONE)
    write_delta(feed.folder, tmp_path / "both", days=2, zone=ZONE)
    second, both = Feed(tmp_path / "second"), Feed(tmp_path / "both")
    for table in KEYS:
        step = keyed(feed, table)
        for delta in (night, second):
            for key, row in keyed(delta, table).items():
                facts = {column: value for column, value in row.items() if column != "deleted"}
                step[key] = facts
                if row["deleted"] == "true":
                    del step[key]
        assert step == applied(feed, both, table), table


def test_the_same_night_is_the_same_bytes(feed: Feed, night: Feed, tmp_path: Path) -> None:
    write_delta(feed.folder, tmp_path, days=1, zone=ZONE)
    for name in KEYS:
        path = f"data/{name}.csv"
        assert (tmp_path / path).read_bytes() == (night.folder / path).read_bytes()


def test_deltas_have_a_column_for_what_is_gone(night: Feed) -> None:
    for name, kind, _ in TABLES:
        with (night.folder / "data" / f"{name}.csv").open(newline="") as file:
            assert next(csv.reader(file)) == [*kind._fields, "deleted"]


def test_a_folder_without_a_demo_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADemoPackage):
        write_delta(tmp_path, tmp_path / "out", days=1, zone=ZONE)
