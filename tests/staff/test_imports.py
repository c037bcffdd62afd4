"""Imports: what came, what stayed out and why, for supervisors and those who run the platform."""

import pytest

from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.exchange.models import ImportRun
from tests.staff.doors import at, client_of, staff_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def ira():
    return client_of(staff_member("Ira", StaffRole.INTEGRATOR))


def run_of(**values: object) -> ImportRun:
    run: ImportRun = ImportRun.objects.create(
        **{
            "package": "feed-4711.zip",
            "kind": "delta",
            "sequence": 4711,
            "is_dry": False,
            "status": "applied",
            **values,
        }
    )
    return run


def test_before_the_first_import_the_page_says_so(ira):
    assert "Nothing was imported yet." in ira.get(at("imports:imports")).content.decode()


def test_runs_stand_there_with_what_stayed_out(ira):
    run = run_of()
    run.tables.create(
        name="receipts", status="applied", read=1_200_000, added=1_199_990, rejected=9, warned=1
    )
    run.tables.create(name="court_dates", status="applied", read=34, changed=3)
    run_of(status="refused", kind="", sequence=None)
    page = ira.get(at("imports:imports")).content.decode()
    for words in ("Delta 4711", "1,200,034", "1,199,990", "Applied", "Refused", "Unknown"):
        assert words in page


def test_one_run_tells_why_rows_and_fields_stayed_out(ira):
    run = run_of(
        status="incomplete",
        faults=[{"table": "court_dates", "reason": "size_mismatch", "message": "has 3 bytes, not 4"}],
    )
    run.tables.create(
        name="receipts",
        read=20,
        rejected=9,
        warned=1,
        reasons=[["email", "bad_email", False, 1], ["payer_id", "orphan_reference", True, 9]],
    )
    page = ira.get(at("imports:run", number=run.pk)).content.decode()
    for words in ("Court dates: has 3 bytes, not 4", "Receipts, payer_id", "The row", "The field"):
        assert words in page
    assert page.index("payer_id") < page.index("email")
    assert ira.get(at("imports:run", number=run.pk + 1)).status_code == 404


def test_many_runs_are_paged(ira):
    for _ in range(31):
        run_of()
    assert "?page=2" in ira.get(at("imports:imports")).content.decode()
    assert ira.get(at("imports:imports") + "?page=2").content.decode().count("Delta 4711") == 1
