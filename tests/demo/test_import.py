"""The demo agency and the import know nothing of one another: here they meet."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import BooleanField, ExpressionWrapper, Q

from customer_connect.demo.agencies import write_delta
from customer_connect.domain.cases.models import Case, CaseMember, Participant
from customer_connect.domain.identity.models import User
from customer_connect.domain.payments.models import Disbursement, Receipt
from customer_connect.exchange.models import ImportRun, RunStatus
from tests.demo.feeds import AS_OF, ZONE, Feed

pytestmark = pytest.mark.django_db(transaction=True)


def take_in(feed: Feed) -> ImportRun:
    call_command("import", str(feed.folder), "--apply")
    run = ImportRun.objects.latest("id")
    tables = list(run.tables.all())
    assert run.status == RunStatus.APPLIED
    assert sum(table.rejected + table.warned for table in tables) == 0
    assert sum(table.read for table in tables) == sum(
        resource["rows"] for resource in feed.descriptor["resources"]
    )
    return run


def test_the_import_takes_every_row_and_every_night_after_it(feed: Feed, tmp_path: Path) -> None:
    take_in(feed)
    assert Participant.objects.current().count() == 200
    assert Case.objects.count() == len(feed.cases)
    assert CaseMember.objects.count() == len(feed.case_members)
    before = feed
    for night in range(3):
        write_delta(before.folder, tmp_path / str(night), days=1, zone=ZONE)
        before = Feed(tmp_path / str(night))
        take_in(before)
    # Laid out anew on a later day, the next full package is taken in too.
    later = Feed.write(tmp_path / "later", as_of=AS_OF + timedelta(days=30))
    call_command("import", str(later.folder), "--apply", "--allow-collapse")
    assert Receipt.objects.count() == len(later.receipts)
    assert Disbursement.objects.count() == len(later.disbursements)


def test_every_sign_in_gets_its_pin(feed: Feed) -> None:
    take_in(feed)
    call_command("seed-pins", str(feed.folder / "accounts.json"))
    people = {int(account["participant_id"]): account for account in feed.accounts}
    has_pin = Q(pin__isnull=False) | Q(temporary_pin__isnull=False)
    is_temporary = Q(temporary_pin__isnull=False, pin__isnull=True)
    users = User.objects.filter(has_pin).annotate(
        pin_is_temporary=ExpressionWrapper(is_temporary, BooleanField())
    )
    pins = dict(users.values_list("participant_id", "pin_is_temporary"))
    assert pins == {number: account["pin_is_temporary"] for number, account in people.items()}


def test_children_cannot_be_given_a_pin(feed: Feed) -> None:
    children = {row["participant_id"] for row in feed.case_members if row["role"] == "child"}
    assert not children & {account["participant_id"] for account in feed.accounts}


def test_seeding_needs_the_people_first(feed: Feed) -> None:
    with pytest.raises(CommandError, match="Import its package first"):
        call_command("seed-pins", str(feed.folder / "accounts.json"))
