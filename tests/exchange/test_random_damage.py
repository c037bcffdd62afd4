"""Random damage to a good package: the import never crashes, loses count of no row, and gives each bad one a reason."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from customer_connect.exchange.inbound.tables import TABLES
from customer_connect.exchange.models import ImportRun, RunStatus
from customer_connect.exchange.reasons import REASONS
from tests.exchange.imports import everything, rejects_of, run_import
from tests.exchange.packages import FeedPackage, good_rows

pytestmark = pytest.mark.django_db

CELLS = [
    (table, place, name)
    for table, rows in good_rows().items()
    for place in range(len(rows))
    for name in TABLES[table].names
]
NASTY = [
    *("", " ", "0", "-1", "1e5", "NaN", "null", "true", "2026-02-30", "9999-12-31", "0.001", "-0.00"),
    *("999999999999999999", "9999999999999999999", "100000000001", "1000000001", "40", "123-45-6789"),
    *("\x00", "\n", "\r", '"', '""', "'", ",", "\\N", "\\.", "\t", "%s", "{}", "Ñ", "𝒜", "\u202e"),
    *("=1+1", "; DROP TABLE cases_case", "reversal", "closed"),
]
VALUES = st.one_of(st.sampled_from(NASTY), st.text(max_size=40).filter(lambda text: text.isprintable()))
PROPERTIES = [
    "profile",
    "created",
    "resources",
    "customer_connect",
    "kind",
    "sequence",
    "as_of",
    "name",
    "path",
    "encoding",
    "format",
    "hash",
    "bytes",
    "rows",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
)
EXAMPLES = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def check(run: ImportRun) -> None:
    """Check what must hold of every run."""
    assert run.status in {RunStatus.APPLIED, RunStatus.INCOMPLETE, RunStatus.REFUSED}
    assert all(REASONS[fault["reason"]].stops in {"package", "table"} for fault in run.faults)
    failed = {fault["table"] for fault in run.faults}
    for table in run.tables.all():
        if table.name in failed or run.status == RunStatus.REFUSED:
            continue
        assert table.read == table.added + table.changed + table.unchanged + table.rejected
        rejects = rejects_of(run, table.name)
        left_out = {reject["line"] for reject in rejects if reject["outcome"] == "row left out"}
        assert len(left_out) == table.rejected
        assert all(reject["reason"] in REASONS and reject["message"] for reject in rejects)
        assert TABLES[table.name].model._default_manager.count() == table.read - table.rejected


class TestRandomDamage(TestCase):
    """Each example lands in a database that is as it was before."""

    @EXAMPLES
    @given(st.lists(st.tuples(st.sampled_from(CELLS), VALUES), min_size=1, max_size=6))
    def test_any_values_in_any_fields_are_landed_or_rejected(self, changes: Any) -> None:
        package = FeedPackage()
        for (table, place, name), value in changes:
            package.rows[table][place][name] = value
        self.try_it(package)

    @EXAMPLES
    @given(
        st.sampled_from(list(TABLES)), st.integers(0, 400), st.binary(min_size=1, max_size=12), st.booleans()
    )
    def test_any_bytes_anywhere_in_a_file_do_no_harm(
        self, table: str, place: int, noise: bytes, insert: bool
    ) -> None:
        package = FeedPackage()
        data = package.file_of(table)
        place %= len(data)
        package.files[table] = data[:place] + noise + data[place + (0 if insert else len(noise)) :]
        self.try_it(package)

    @EXAMPLES
    @given(st.integers(0, 100_000), st.binary(min_size=1, max_size=20))
    def test_any_bytes_anywhere_in_an_archive_do_no_harm(self, place: int, noise: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = FeedPackage().write_zip(Path(folder) / "feed.zip")
            data = path.read_bytes()
            place %= len(data)
            path.write_bytes(data[:place] + noise + data[place + len(noise) :])
            self.try_it(path)

    @EXAMPLES
    @given(st.sampled_from(PROPERTIES), JSON)
    def test_any_value_of_any_property_of_the_descriptor_does_no_harm(self, name: str, value: Any) -> None:
        package = FeedPackage()
        descriptor = package.descriptor()
        for place in (descriptor, descriptor["customer_connect"], descriptor["resources"][5]):
            if name in place:
                place[name] = value
        with tempfile.TemporaryDirectory() as folder:
            self.try_it(package.write(Path(folder) / "feed", json.loads(json.dumps(descriptor))))

    @EXAMPLES
    @given(st.data())
    def test_rows_left_out_at_random_leave_no_reference_in_the_air(self, data: st.DataObject) -> None:
        package = FeedPackage()
        for table, rows in package.rows.items():
            keep = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
            package.rows[table] = [row for row, is_kept in zip(rows, keep, strict=True) if is_kept]
        self.try_it(package)

    def try_it(self, package: FeedPackage | Path) -> None:
        """Import once for its effect, and again to see that this changes nothing."""
        with tempfile.TemporaryDirectory() as folder, transaction.atomic():
            check(run_import(package, Path(folder)))
            self.check_references()
            state = everything()
            again = run_import(package, Path(folder))
            assert everything() == state
            assert again.has_changed_nothing
            transaction.set_rollback(True)

    def check_references(self) -> None:
        """Check that whatever refers to something refers to something that is there."""
        for table in TABLES.values():
            for reference in table.references:
                parent = TABLES[reference.table].model._default_manager.values("pk")
                column = reference.column.stored[0]
                rows = table.model._default_manager.exclude(**{column: None})
                assert not rows.exclude(**{f"{column}__in": parent}).exists()
