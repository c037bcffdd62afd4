"""The chain of seals holds, and breaks where somebody was at the trail."""

import json
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from customer_connect.domain.audit.actions.seal import seal_events
from customer_connect.domain.audit.chains import Fields, digest_of, mac_of
from customer_connect.domain.audit.jobs import TrailIsBroken, verify_recent
from customer_connect.domain.audit.models import Event, IsForever, Seal
from customer_connect.domain.audit.verifications import Verification, verify
from customer_connect.domain.audit.witnessing import TrailWasCut
from customer_connect.providers.witnesses import memory
from tests.domain.audit.trails import ME, later, owner_of_the_tables, write, write_and_seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def witness(settings, monkeypatch):
    monkeypatch.setattr(memory, "told", [])
    settings.AUDIT_WITNESS = "customer_connect.providers.witnesses.memory.MemoryWitness"
    return memory.MemoryWitness()


def checked(**how) -> Verification:
    return verify(by=ME, **how)


def test_a_trail_that_nobody_touched_is_whole(monkeypatch):
    monkeypatch.setattr("customer_connect.domain.audit.actions.seal.MOST_IN_A_SEAL", 2)
    write(5, name="Núñez", amount=1.10, nested={"b": [None, True], "a": "\u2028"})
    assert seal_events(now=later()) == 5
    assert seal_events(now=later()) == 0
    assert [seal.count for seal in Seal.objects.in_order()] == [2, 2, 1]
    result = checked()
    assert (result.finding, result.seals, result.events) == ("", 3, 5)
    assert Event.objects.get(action="audit.verified").details["is_whole"]


def test_what_is_recent_can_be_checked_alone():
    write_and_seal(2, 1)
    assert checked(since=timezone.now()).seals == 2  # sealed a minute from now, as the tests see it
    assert checked(since=timezone.now() + timedelta(hours=1)).seals == 0


def test_a_seal_is_written_once():
    write_and_seal(1)
    with pytest.raises(IsForever):
        Seal.objects.update(count=2)
    with pytest.raises(IsForever):
        Seal.objects.get().delete()
    with pytest.raises(IsForever):
        Seal.objects.get().save()


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE audit_event SET details = '{{}}' WHERE id = {second}", "Seal 1: of the events .* changed"),
        ("UPDATE audit_event SET actor_key = 'x' WHERE id = {third}", "Seal 2: of the events .* changed"),
        ("UPDATE audit_event SET at = '2026-01-01 00:00:00' WHERE id = {third}", "Seal 2: .* changed"),
        ("UPDATE audit_event SET participant_number = 7 WHERE id = {last}", "Seal 3: .* changed"),
        ("DELETE FROM audit_event WHERE id = {second}", "Seal 1: event {second} is gone"),
        ("DELETE FROM audit_event WHERE id = {last}", "Seal 3: event {last} is gone"),
        ("DELETE FROM audit_seal WHERE number = 2", "Seal 3: the one before it is 1"),
        ("DELETE FROM audit_seal WHERE number = 1", "Seal 2: the one before it is 0"),
        ("UPDATE audit_seal SET count = 1 WHERE number = 1", "Seal 1: it was not made with the key"),
        ("UPDATE audit_seal SET gaps = '[[1, 2]]' WHERE number = 2", "Seal 2: it was not made with the key"),
        ("UPDATE audit_seal SET key_name = 'x' WHERE number = 2", "Seal 2: .* key “x”"),
    ],
)
def test_the_first_broken_link_is_told(statement, finding):
    _, second, third, last = (event.id for event in write_and_seal(2, 1, 1))
    ids = {"second": second, "third": third, "last": last}
    with owner_of_the_tables() as cursor:
        cursor.execute(statement.format(**ids))
    assert re.search(finding.format(**ids), checked().finding)


def test_who_writes_to_the_database_without_the_key_cannot_make_the_chain_anew(settings):
    (event,) = write_and_seal(1)
    seal = Seal.objects.get()
    real_keys = settings.AUDIT_KEYS
    with owner_of_the_tables() as cursor:
        cursor.execute("UPDATE audit_event SET action = 'nothing.happened'")
        changed = Event.objects.values_list(*Fields._fields).get(id=event.id)
        seal.digest = digest_of([Fields(*changed)])
        settings.AUDIT_KEYS = {seal.key_name: b"a guess of 32 bytes, as good as ."}
        forged = mac_of(seal, previous="0" * 64)
        cursor.execute("UPDATE audit_seal SET digest = %s, mac = %s", [seal.digest, forged])
    settings.AUDIT_KEYS = real_keys
    assert "it was not made with the key" in checked().finding


def test_another_key_goes_on_with_the_chain_while_the_old_one_is_kept(settings):
    write_and_seal(1)
    settings.AUDIT_KEYS = {**settings.AUDIT_KEYS, "next": b"n" * 32}
    write_and_seal(1)
    assert [seal.key_name for seal in Seal.objects.in_order()] == ["demo", "next"]
    assert checked().is_whole
    settings.AUDIT_KEYS = {"next": b"n" * 32}
    assert "“demo”" in checked().finding


# ---- numbers that come late


def in_gap() -> Event:
    """Leave a gap of numbers, seal what is around it, and return what will stand up in the middle of it."""
    (before,) = write()
    far = before.id + 1000
    Event.objects.create(id=far, actor_kind="system", actor_key="x", channel="worker", action="a.b")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Event]):
            cursor.execute(statement)
    seal_events(now=later())
    assert Seal.objects.get().gaps[-1] == [before.id + 1, far - 1]
    return Event(id=far - 500, actor_kind="system", actor_key="x", channel="worker", action="a.late")


def test_an_event_whose_transaction_ended_late_is_told_in_the_next_seal():
    latecomer = in_gap()
    latecomer.save()
    assert seal_events(now=later()) == 1
    assert seal_events(now=later()) == 0
    seal = Seal.objects.in_order().last()
    assert seal is not None
    assert seal.late == [latecomer.id]
    result = checked()
    assert (result.finding, result.late, result.events) == ("", 1, 3)
    with owner_of_the_tables() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE action = 'a.late'")
    assert f"event {latecomer.id} is gone" in checked().finding


def test_an_event_that_was_put_into_a_gap_long_after_is_told():
    latecomer = in_gap()
    latecomer.save()
    assert seal_events(now=later() + timedelta(days=2)) == 0
    assert f"event {latecomer.id} was put in after it was made" in checked().finding


def test_events_that_nobody_seals_are_told():
    with owner_of_the_tables() as cursor:
        write()
        cursor.execute("UPDATE audit_event SET at = '2026-01-01 00:00:00'")
    assert "are not sealed" in checked().finding


# ---- the witness


def test_a_trail_whose_end_was_cut_off_contradicts_the_witness(witness):
    write_and_seal(1, 1)
    assert checked(witness=witness).is_whole
    with owner_of_the_tables() as cursor:
        cursor.execute("DELETE FROM audit_seal WHERE number = 2")
        cursor.execute("DELETE FROM audit_event WHERE id > (SELECT max(last_event) FROM audit_seal)")
    assert checked().is_whole  # nothing in the database tells
    assert "told of seal 2, which is not here" in checked(witness=witness).finding
    with pytest.raises(TrailWasCut, match="went-back"):
        seal_events(now=later())
    with pytest.raises(TrailIsBroken, match="cut off"):
        verify_recent()


def test_a_chain_that_was_made_anew_with_the_key_contradicts_the_witness(witness):
    write_and_seal(1, 1)
    with owner_of_the_tables() as cursor:
        cursor.execute("DELETE FROM audit_seal")
    told = memory.told[:1]
    memory.told.clear()
    seal_events(now=later())
    memory.told[:] = told
    assert "another seal 1 than stands here" in checked(witness=witness).finding


def test_after_a_restore_the_chain_goes_on_and_the_witness_knows_why(witness, capsys):
    write_and_seal(1, 1, 1)
    with owner_of_the_tables() as cursor:
        cursor.execute("DELETE FROM audit_seal WHERE number > 1")
    call_command("audit", "went-back", "Restored the backup of Monday")
    assert "after seal 1" in capsys.readouterr().out
    assert memory.told[-1]["reason"] == "Restored the backup of Monday"
    assert seal_events(now=later()) > 0
    assert checked(witness=witness).is_whole
    memory.told[-2]["went_back_to"] = 0
    assert "told another seal 2" in checked(witness=witness).finding  # a forged word does not count


def test_the_witness_hears_later_what_a_crash_kept_from_it(witness):
    write_and_seal(1, 1)
    del memory.told[1:]
    assert "nothing after seal 1" in checked(witness=witness).finding
    seal_events(now=later())
    assert [statement["seal"] for statement in memory.told] == [1, 2, 3]
    assert checked(witness=witness).is_whole


# ---- the command


def test_the_command_says_how_far_it_checked_and_fails_when_the_trail_is_broken(witness, capsys, tmp_path):
    write(3)
    call_command("audit", "seal")
    seal_events(now=later())
    call_command("audit", "verify")
    out = capsys.readouterr().out
    assert "Events: 3." in out
    assert "The audit trail is whole." in out
    copy = tmp_path / "witness.jsonl"
    copy.write_text("".join(json.dumps(statement) + "\n" for statement in memory.told))
    call_command("audit", "verify", "--days", "1", "--witness", str(copy))
    with pytest.raises(CommandError, match="There is no"):
        call_command("audit", "verify", "--witness", str(tmp_path / "other"))
    with owner_of_the_tables() as cursor:
        cursor.execute("UPDATE audit_event SET action = 'x.y' WHERE action = 'cases.viewed'")
    with pytest.raises(CommandError, match=r"The audit trail is broken\. Seal 1: of the events"):
        call_command("audit", "verify")
