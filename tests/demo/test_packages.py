import hashlib
import json
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system

from customer_connect.demo.agencies import write_full
from customer_connect.demo.tables import TABLES, schema_of
from tests.demo.feeds import Feed, world

SCHEMAS = Path(__file__).resolve().parents[2] / "customer_connect" / "exchange" / "schemas"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = Feed.write(tmp_path / "first"), Feed.write(tmp_path / "second")
    assert contents(first.folder) == contents(second.folder)


def test_another_seed_gives_other_people_and_numbers(feed: Feed, tmp_path: Path) -> None:
    other = Feed.write(tmp_path, seed="another")
    assert not feed.people.keys() & other.people.keys()
    assert not {row["ssn"] for row in feed.participants if row["ssn"]} & {
        row["ssn"] for row in other.participants
    }


@pytest.mark.parametrize("participants", [1, 2, 57, 200, 1003])
def test_there_are_exactly_as_many_participants_as_asked_for(tmp_path: Path, participants: int) -> None:
    feed = Feed.write(tmp_path, participants=participants)
    assert len(feed.participants) == len(feed.people) == participants


@pytest.mark.parametrize("as_of", [date(2028, 2, 29), date(2027, 12, 31), date(2026, 11, 1)])
def test_any_day_can_be_the_feeds_day(tmp_path: Path, as_of: date) -> None:
    feed = Feed.write(tmp_path, as_of=as_of)
    upcoming = [row for row in feed.court_dates if row["starts_at"][:10] >= as_of.isoformat()]
    assert len(upcoming) >= 5
    assert all(row["posted_on"] <= as_of.isoformat() for row in (*feed.receipts, *feed.disbursements))


def test_the_descriptor_tells_the_truth_about_every_file(feed: Feed) -> None:
    assert [resource["name"] for resource in feed.descriptor["resources"]] == [name for name, _, _ in TABLES]
    for resource in feed.descriptor["resources"]:
        data = (feed.folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        assert resource["rows"] == len(getattr(feed, resource["name"]))
        assert b"\r" not in data
        assert not data.startswith(b"\xef\xbb\xbf")


def test_the_descriptor_has_the_feeds_own_properties(feed: Feed) -> None:
    assert feed.descriptor["profile"] == "tabular-data-package"
    assert feed.descriptor["created"] == "2026-03-02T02:15:00-08:00"
    facts = feed.descriptor["customer_connect"]
    assert facts["kind"] == "full"
    assert facts["as_of"] == "2026-03-02"
    assert facts["sequence"] > 0


@pytest.mark.parametrize(("name", "kind", "_"), TABLES)
def test_tables_are_those_the_exchange_publishes(name: str, kind: type, _: int) -> None:
    published = json.loads((SCHEMAS / f"{name}.json").read_text())
    ours = schema_of(kind, has_deleted=False)

    def shape(schema: dict[str, Any]) -> list[tuple[str, str, bool]]:
        return [
            (field["name"], field["type"], field.get("constraints", {}).get("required", False))
            for field in schema["fields"]
        ]

    def keys(schema: dict[str, Any]) -> list[str]:
        key = schema["primaryKey"]
        return [key] if isinstance(key, str) else key

    assert shape(ours) == shape(published)
    assert keys(ours) == keys(published)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_public_validator_finds_the_package_valid(feed: Feed) -> None:
    with system.use_context(trusted=True):
        report = Package(str(feed.folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]


def test_memory_does_not_grow_with_the_agency(tmp_path: Path) -> None:
    def peak(participants: int) -> int:
        tracemalloc.start()
        write_full(world(), tmp_path / str(participants), participants=participants)
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    def written(participants: int) -> int:
        return sum(len(data) for data in contents(tmp_path / str(participants)).values())

    few, many = peak(600), peak(6_000)
    assert written(6_000) > written(600) + 8_000_000
    assert many < few + 1_000_000  # what the buffers of the rarer tables had not filled yet
