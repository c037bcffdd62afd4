"""Batches of letters: what is in them, when they go, and what is left of the PINs afterwards."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from customer_connect.documents.print_files import page_of_letter
from customer_connect.domain.audit.models import Event
from customer_connect.domain.deliveries import print_files
from customer_connect.domain.deliveries.actions import collect_letters as collecting
from customer_connect.domain.deliveries.actions.hand_over_letters import finish_batch, send_letter_batches
from customer_connect.domain.deliveries.actions.withdraw_letters import withdraw_letters
from customer_connect.domain.deliveries.cut_offs import last_cut_off
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.deliveries.letter_enums import BatchState, LetterState, ProblemKind
from customer_connect.domain.deliveries.letter_jobs import delete_old_print_files, send_batches
from customer_connect.domain.deliveries.messages import OneTimeCode, PinChanged, TemporaryPinLetter
from customer_connect.domain.deliveries.models import BatchedLetter, Delivery, LetterBatch, LetterProblem
from customer_connect.providers.printing import TryAgainLater
from customer_connect.providers.printing.folder import FolderPrintShop
from tests.domain.deliveries.letter_boxes import ME, packages, pages_of, pin_letter_to, rows_of, text_of
from tests.factories import ParticipantFactory, ana_and_ben

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("print_shop")]


def send_all() -> LetterBatch:
    send_letter_batches(by=ME, until_now=True)
    return LetterBatch.objects.newest_first()[0]


# ---- what the print shop gets


def test_the_print_shop_gets_each_letter_on_its_page_in_its_language():
    family = ana_and_ben()
    pin_letter_to(family.ana, "482913")
    pin_letter_to(family.ben, message=PinChanged())
    batch = send_all()
    package = packages()[batch.name]
    assert [row["language"] for row in rows_of(package)] == ["es", "en"]
    assert [row["first_page"] for row in rows_of(package)] == ["1", "2"]
    spanish, english = pages_of(package)
    assert "Su PIN temporal" in spanish
    assert "482 913" in spanish
    assert "12 Hideaway Lane" in spanish
    assert "Your PIN was changed" in english


def test_the_manifest_counts_and_proves_what_is_in_the_package():
    for _ in range(3):
        pin_letter_to(ParticipantFactory.create())
    batch = send_all()
    package = packages()[batch.name]
    [summary] = rows_of(package, "batch.csv")
    assert summary["letters"] == summary["pages"] == summary["sheets"] == "3"
    sealed = (package / "letters.pdf.p7m").read_bytes()
    assert summary["print_file_sha256"] == hashlib.sha256(sealed).hexdigest()
    assert summary["manifest_sha256"] == hashlib.sha256((package / "manifest.csv").read_bytes()).hexdigest()
    assert sum(int(row["sheets"]) for row in rows_of(package)) == 3


def test_nothing_that_leaves_the_house_names_anybody_or_any_pin():
    family = ana_and_ben()
    pin_letter_to(family.ana, "482913")
    batch = send_all()
    package = packages()[batch.name]
    for file in package.iterdir():
        content = file.read_bytes()
        for secret in (b"482913", b"482 913", b"Hideaway", b"Ana", family.ana.number.encode()):
            assert secret not in content, file.name


def test_a_letter_can_be_looked_at_while_its_print_file_is_kept(time_machine):
    family = ana_and_ben()
    pin_letter_to(family.ben, "111333")
    pin_letter_to(family.ana, "482913")
    send_all()
    [letter] = BatchedLetter.objects.about(family.ana).in_print_file()
    assert text_of(page_of_letter(letter)).count("482 913") == 1
    time_machine.move_to(timezone.now() + timedelta(days=8))
    delete_old_print_files()
    assert not BatchedLetter.objects.about(family.ana).in_print_file().exists()


# ---- secrecy


def test_after_the_hand_over_no_pin_is_left_but_in_the_sealed_file(print_shop, caplog):
    delivery = pin_letter_to(ParticipantFactory.create(), "482913")
    batch = send_all()
    delivery.refresh_from_db()
    assert delivery.context_sealed is None
    assert delivery.state == State.SENT
    assert "482913" not in caplog.text
    assert "482913" not in str(list(Event.objects.values()))
    for path in print_shop.parent.rglob("*"):
        if path.is_file():
            assert b"482913" not in path.read_bytes()
    assert print_files.path_of(batch).parent.stat().st_mode & 0o077 == 0


def test_a_message_with_a_pin_does_not_show_it():
    assert "482913" not in repr(TemporaryPinLetter(pin="482913", until="2099-12-31"))


def test_the_print_file_is_deleted_after_the_agencys_days(time_machine):
    pin_letter_to(ParticipantFactory.create())
    batch = send_all()
    time_machine.move_to(timezone.now() + timedelta(days=6))
    assert delete_old_print_files() == 0
    assert print_files.path_of(batch).exists()
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert delete_old_print_files() == 1
    batch.refresh_from_db()
    assert batch.file_deleted_at
    assert list(print_files.folder().iterdir()) == []


def test_what_a_try_that_died_left_is_deleted_and_no_file_in_use(monkeypatch):
    pin_letter_to(ParticipantFactory.create())
    batch = send_all()
    stray = print_files.folder() / "20200101-000000000000.pdf.p7m.77.part"
    stray.write_bytes(b"sealed")
    assert delete_old_print_files() == 1
    assert [path.name for path in print_files.folder().iterdir()] == [print_files.path_of(batch).name]


# ---- when


def test_letters_go_once_a_day_at_the_cut_off(time_machine):
    # The agency's cut-off is 17:00 in California.
    time_machine.move_to(datetime(2026, 3, 3, 0, 30, tzinfo=UTC), tick=False)  # 16:30
    pin_letter_to(ParticipantFactory.create())
    assert send_batches() == 0
    time_machine.move_to(datetime(2026, 3, 3, 1, 5, tzinfo=UTC), tick=False)  # 17:05
    late = pin_letter_to(ParticipantFactory.create())
    assert send_batches() == 1
    assert send_batches() == 0
    time_machine.move_to(datetime(2026, 3, 4, 1, 5, tzinfo=UTC), tick=False)
    assert send_batches() == 1
    assert late.printings.count() == 1
    assert LetterBatch.objects.count() == 2


@pytest.mark.parametrize(
    ("now", "cut_off"),
    [
        (datetime(2026, 3, 8, 1, 0, tzinfo=UTC), datetime(2026, 3, 8, 1, 0, tzinfo=UTC)),
        # The clocks went forward between the cut-off before and this morning.
        (datetime(2026, 3, 8, 16, 0, tzinfo=UTC), datetime(2026, 3, 8, 1, 0, tzinfo=UTC)),
        (datetime(2026, 3, 9, 0, 1, tzinfo=UTC), datetime(2026, 3, 9, 0, 0, tzinfo=UTC)),
    ],
)
def test_the_cut_off_is_by_the_agencys_clock(now, cut_off):
    assert last_cut_off(now) == cut_off


def test_more_letters_than_fit_make_several_batches(monkeypatch):
    monkeypatch.setattr(collecting, "MOST_IN_A_BATCH", 2)
    for _ in range(5):
        pin_letter_to(ParticipantFactory.create())
    assert send_letter_batches(by=ME, until_now=True) == 5
    assert sorted(batch.pages for batch in LetterBatch.objects.all()) == [1, 2, 2]


def test_a_print_shop_that_is_away_gets_its_batch_later(monkeypatch):
    pin_letter_to(ParticipantFactory.create())

    def away(*_, **__):
        raise TryAgainLater

    with monkeypatch.context() as patch:
        patch.setattr(FolderPrintShop, "stage", away)
        assert send_letter_batches(by=ME, until_now=True) == 0
    batch = LetterBatch.objects.get()
    assert (batch.state, batch.last_problem) == (BatchState.WRITTEN, "TryAgainLater")
    assert send_letter_batches(by=ME) == 1
    assert list(packages()) == [batch.name]


def test_a_print_file_that_was_lost_or_changed_before_the_hand_over_is_made_again(monkeypatch):
    pin_letter_to(ParticipantFactory.create(), "482913")
    batch = collecting.collect_letters(cut_off_at=timezone.now(), by=ME)
    assert batch
    with monkeypatch.context() as patch:
        patch.setattr(FolderPrintShop, "stage", lambda *_: (_ for _ in ()).throw(TryAgainLater))
        send_letter_batches(by=ME)
    path = print_files.path_of(batch)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    batch.refresh_from_db()
    finish_batch(batch=batch, by=ME)
    assert "482 913" in pages_of(packages()[batch.name])[0]


# ---- what does not go


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"is_address_valid": False}, Reason.NO_ADDRESS),
        ({"address_line_1": "x" * 51}, Reason.UNUSABLE),
        ({"address_line_1": "Elm Street", "postal_code": ""}, Reason.UNUSABLE),
    ],
)
def test_a_letter_to_an_address_that_cannot_be_right_never_goes_out(fields, reason):
    delivery = pin_letter_to(ParticipantFactory.create(**fields))
    send_letter_batches(by=ME, until_now=True)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.SKIPPED, reason)
    assert delivery.context_sealed is None
    assert packages() == {}


def test_staff_find_a_skipped_letter_with_its_reason():
    family = ana_and_ben()
    family.ana.address_line_1 = "x" * 51
    pin_letter_to(family.ana)
    send_letter_batches(by=ME, until_now=True)
    [problem] = LetterProblem.objects.open().for_caseworker(family.dee)
    assert problem.kind == ProblemKind.UNUSABLE_ADDRESS
    assert Event.objects.about(family.ana.pk).filter(action="deliveries.letter_problem").exists()


def test_a_pin_that_would_arrive_too_late_is_not_sent():
    yesterday = timezone.localdate() - timedelta(days=1)
    late = TemporaryPinLetter(pin="482913", until=yesterday.isoformat())
    delivery = pin_letter_to(ParticipantFactory.create(), message=late)
    batch = send_all()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, delivery.context_sealed) == (State.FAILED, Reason.EXPIRED, None)
    assert batch.state == BatchState.EMPTY
    assert packages() == {}


def test_letters_that_cannot_be_written_are_left_out_and_the_others_keep_their_pages():
    people = ParticipantFactory.create_batch(5)
    letters = [
        pin_letter_to(person, message=OneTimeCode("123456", 10) if number in {0, 3} else None)
        for number, person in enumerate(people)
    ]
    Delivery.objects.filter(pk=letters[1].pk).update(context_sealed=b"damaged")
    batch = send_all()
    package = packages()[batch.name]
    pages = pages_of(package)
    assert len(pages) == batch.pages == 2
    for row, person in zip(rows_of(package), [people[2], people[4]], strict=True):
        assert person.full_name in pages[int(row["first_page"]) - 1]
    assert BatchedLetter.objects.filter(state=LetterState.DROPPED).count() == 3
    assert LetterProblem.objects.open().filter(kind=ProblemKind.BROKEN).count() == 3


def test_a_withdrawn_letter_does_not_go_out():
    family = ana_and_ben()
    old = pin_letter_to(family.ana, "111222")
    others = pin_letter_to(family.ben)
    assert withdraw_letters(participant=family.ana, message=TemporaryPinLetter.name, by=ME) == 1
    new = pin_letter_to(family.ana, "482913")
    send_all()
    old.refresh_from_db()
    assert (old.state, old.reason, old.context_sealed) == (State.SKIPPED, Reason.REPLACED, None)
    assert new.printings.count() == others.printings.count() == 1


def test_nothing_queued_makes_no_batch():
    assert send_letter_batches(by=ME, until_now=True) == 0
    assert not LetterBatch.objects.exists()


def test_an_agency_sets_its_own_cut_off(settings):
    agency = settings.AGENCY
    hours = replace(agency.deliveries, letters_cut_off=agency.deliveries.quiet_until)
    settings.AGENCY = replace(agency, deliveries=hours)
    assert timezone.localtime(last_cut_off(timezone.now())).hour == 8
