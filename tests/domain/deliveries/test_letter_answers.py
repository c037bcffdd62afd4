"""What the print shop and the mail room say of letters, and printing again."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from customer_connect.domain.audit.models import Event
from customer_connect.domain.deliveries import print_files
from customer_connect.domain.deliveries.actions.clear_bad_address import clear_bad_address
from customer_connect.domain.deliveries.actions.hand_over_letters import send_letter_batches
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.deliveries.letter_enums import BatchState, LetterState, ProblemKind
from customer_connect.domain.deliveries.letter_files import BadLetterFile, read_acknowledgements
from customer_connect.domain.deliveries.letter_jobs import delete_old_print_files
from customer_connect.domain.deliveries.messages import PinChanged
from customer_connect.domain.deliveries.models import BadAddress, LetterBatch, LetterProblem
from tests.domain.deliveries.letter_boxes import ME, packages, pages_of, pin_letter_to, rows_of
from tests.factories import ParticipantFactory, ana_and_ben

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("print_shop")]


@pytest.fixture
def family():
    return ana_and_ben()


@pytest.fixture
def letters(family):
    """A letter to Ana and one to Ben, at the print shop."""
    queued = [pin_letter_to(family.ana, "482913"), pin_letter_to(family.ben, "111333")]
    send_letter_batches(by=ME, until_now=True)
    return queued


@pytest.fixture
def batch(letters):
    return LetterBatch.objects.get()


def run(*words):
    out = StringIO()
    call_command("letters", *words, stdout=out)
    return out.getvalue()


def acknowledge(tmp_path, batch, *lines):
    file = tmp_path / "answer.csv"
    file.write_text("\n".join(["letter,status,reason", *lines]) + "\n")
    return run("acknowledge", batch.name, str(file))


def come_back(tmp_path, *lines):
    file = tmp_path / "returned.csv"
    file.write_text("\n".join(["letter,reason", *lines]) + "\n")
    return run("returned", str(file))


# ---- acknowledged


def test_when_all_letters_are_accepted_the_print_file_is_deleted(
    tmp_path, letters, batch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        said = acknowledge(tmp_path, batch, *[f"{letter.key},accepted," for letter in letters])
    batch.refresh_from_db()
    assert "Accepted: 2" in said
    assert batch.state == BatchState.ACKNOWLEDGED
    assert batch.file_deleted_at
    assert not print_files.path_of(batch).exists()
    assert set(batch.letters.values_list("state", flat=True)) == {LetterState.ACCEPTED}


def test_a_batch_waits_until_each_letter_has_its_answer(tmp_path, letters, batch):
    acknowledge(tmp_path, batch, f"{letters[0].key},accepted,")
    batch.refresh_from_db()
    assert batch.state == BatchState.HANDED_OVER
    assert print_files.path_of(batch).exists()


def test_a_rejected_letter_is_listed_and_its_file_kept_to_print_it_again(
    tmp_path, family, letters, batch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        acknowledge(
            tmp_path, batch, f"{letters[0].key},rejected,torn", f"{str(letters[1].key).upper()},accepted,"
        )
    letters[0].refresh_from_db()
    batch.refresh_from_db()
    assert (letters[0].state, letters[0].reason) == (State.FAILED, Reason.NOT_PRINTED)
    [problem] = LetterProblem.objects.open().for_caseworker(family.dee)
    assert (problem.kind, problem.note) == (ProblemKind.REJECTED, "torn")
    assert batch.state == BatchState.ACKNOWLEDGED
    assert print_files.path_of(batch).exists()


def test_the_same_answer_twice_changes_nothing(tmp_path, letters, batch):
    acknowledge(tmp_path, batch, f"{letters[0].key},accepted,")
    said = acknowledge(tmp_path, batch, f"{letters[0].key},rejected,changed their mind")
    assert "Accepted: 0. Rejected: 0." in said
    assert not LetterProblem.objects.exists()


def test_an_answer_for_a_letter_that_is_not_in_the_batch_is_complained_of(tmp_path, letters, batch):
    with pytest.raises(CommandError, match="not in this batch"):
        acknowledge(tmp_path, batch, "6c1d1f0e-0000-4000-8000-000000000000,accepted,")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("letter\n", "lacks the columns status"),
        ("letter,status\nabc,perhaps\n", "Line 2"),
        ("letter,status\nabc,accepted\n,accepted\n", "Line 3"),
        ("", "lacks the columns letter, status"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_is_refused(text, complaint):
    with pytest.raises(BadLetterFile, match=complaint):
        read_acknowledgements(StringIO(text))


# ---- came back


def test_a_letter_that_came_back_marks_the_address_and_tells_the_caseworker(tmp_path, family, letters):
    come_back(tmp_path, f"{letters[0].key},attempted not known")
    letters[0].refresh_from_db()
    assert (letters[0].state, letters[0].reason) == (State.FAILED, Reason.BAD_ADDRESS)
    [problem] = LetterProblem.objects.open().for_caseworker(family.dee)
    assert (problem.kind, problem.note) == (ProblemKind.RETURNED, "attempted not known")
    assert Event.objects.about(family.ana.pk).filter(action="deliveries.letter_problem").exists()
    assert "attempted not known" in run("problems")


def test_no_further_letter_goes_to_an_address_that_mail_came_back_from(tmp_path, family, letters):
    come_back(tmp_path, f"{letters[0].key},moved")
    again = pin_letter_to(family.ana, message=PinChanged())
    send_letter_batches(by=ME, until_now=True)
    again.refresh_from_db()
    assert (again.state, again.reason) == (State.SKIPPED, Reason.BAD_ADDRESS)


def test_with_a_new_address_on_file_letters_go_out_again(tmp_path, family, letters):
    come_back(tmp_path, f"{letters[0].key},moved")
    family.ana.address_line_1 = "5 New Road"
    again = pin_letter_to(family.ana, message=PinChanged())
    assert send_letter_batches(by=ME, until_now=True) == 1
    assert again.printings.count() == 1


def test_an_address_that_proved_right_can_be_trusted_again(tmp_path, family, letters):
    come_back(tmp_path, f"{letters[0].key},box was full")
    assert clear_bad_address(participant=family.ana, by=ME)
    assert not clear_bad_address(participant=family.ana, by=ME)
    pin_letter_to(family.ana, message=PinChanged())
    assert send_letter_batches(by=ME, until_now=True) == 1


def test_somebody_else_at_the_same_address_still_gets_mail(tmp_path, family, letters):
    come_back(tmp_path, f"{letters[0].key},not known")
    place = {name: getattr(family.ana, name) for name in ("address_line_1", "city", "state", "postal_code")}
    pin_letter_to(ParticipantFactory.create(first_name="Other", **place))
    assert send_letter_batches(by=ME, until_now=True) == 1


def test_how_an_address_is_written_does_not_matter(tmp_path, family, letters):
    come_back(tmp_path, f"{letters[0].key},not known")
    family.ana.address_line_1 = "12  HIDEAWAY LANE."
    again = pin_letter_to(family.ana, message=PinChanged())
    send_letter_batches(by=ME, until_now=True)
    again.refresh_from_db()
    assert again.reason == Reason.BAD_ADDRESS


def test_the_reference_printed_on_the_letter_is_enough(tmp_path, letters, batch):
    page = pages_of(packages()[batch.name])[0]
    reference = page.split("Referencia ")[1].split()[0]
    assert str(letters[0].key).replace("-", "").startswith(reference.replace("-", "").lower())
    assert "came back: 1" in come_back(tmp_path, f"{reference},moved")
    assert "came back: 0" in come_back(tmp_path, f"{reference},moved")
    assert BadAddress.objects.count() == 1


@pytest.mark.parametrize("unknown", ["6c1d1f0e-0000-4000-8000-000000000000", "nonsense", "ab", "3F0C"])
def test_a_letter_that_was_never_handed_over_is_complained_of(tmp_path, letters, unknown):
    with pytest.raises(CommandError, match="never handed over"):
        come_back(tmp_path, f"{unknown},moved")


def test_a_problem_that_somebody_dealt_with_leaves_the_list(tmp_path, letters):
    come_back(tmp_path, f"{letters[0].key},moved")
    number = run("problems").split()[0]
    run("settle", number)
    assert run("problems") == ""
    with pytest.raises(CommandError, match="no problem"):
        run("settle", "999999")


# ---- again


def test_one_letter_can_be_printed_again_while_its_file_is_kept(letters, batch):
    said = run("reprint", batch.name, str(letters[1].key))
    reprint = LetterBatch.objects.newest_first()[0]
    package = packages()[reprint.name]
    assert "1 letters" in said
    assert [row["letter"] for row in rows_of(package)] == [str(letters[1].key)]
    [page] = pages_of(package)
    assert "111 333" in page
    assert rows_of(package, "batch.csv")[0]["reprint_of"] == batch.name


def test_a_whole_batch_can_be_printed_again(letters, batch):
    run("reprint", batch.name)
    reprint = LetterBatch.objects.newest_first()[0]
    assert pages_of(packages()[reprint.name]) == pages_of(packages()[batch.name])


def test_after_the_file_is_deleted_only_a_new_pin_helps(letters, batch, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=8))
    delete_old_print_files()
    with pytest.raises(CommandError, match="Issue a new PIN"):
        run("reprint", batch.name)


def test_a_reprint_is_acknowledged_like_any_batch(tmp_path, letters, batch):
    run("reprint", batch.name, str(letters[1].key))
    reprint = LetterBatch.objects.newest_first()[0]
    acknowledge(tmp_path, reprint, f"{letters[1].key},accepted,")
    reprint.refresh_from_db()
    assert reprint.state == BatchState.ACKNOWLEDGED


def test_only_a_batch_that_the_shop_has_is_printed_again(family, monkeypatch):
    pin_letter_to(family.ana)
    with monkeypatch.context() as patch:
        patch.setattr(
            "customer_connect.domain.deliveries.actions.hand_over_letters.finish_batch", lambda **_: None
        )
        send_letter_batches(by=ME, until_now=True)
    with pytest.raises(CommandError, match="not handed over yet"):
        run("reprint", LetterBatch.objects.get().name)
    run("hand-over", LetterBatch.objects.get().name)
    assert LetterBatch.objects.get().state == BatchState.HANDED_OVER


# ---- the command


def test_the_list_tells_how_far_each_batch_is(letters, batch):
    assert f"{batch.name}  Handed over  letters: 2" in run("list")


def test_letters_can_be_handed_over_without_waiting_for_the_cut_off(family):
    pin_letter_to(family.ana)
    assert "Letters handed over: 1." in run("batch", "--now")


def test_opening_a_print_file_is_recorded_and_only_its_owner_may_read_it(letters, batch, tmp_path):
    out = tmp_path / "letters.pdf"
    run("open", batch.name, str(out))
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_mode & 0o077 == 0
    assert Event.objects.filter(action="deliveries.print_file_opened").exists()


@pytest.mark.parametrize("name", ["nonsense", "20261122-000000000000", ""])
def test_a_batch_that_does_not_exist_is_complained_of(name):
    with pytest.raises(CommandError, match="no batch"):
        run("hand-over", name)
