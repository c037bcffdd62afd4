"""`./connect letters …`: batches of letters and what became of them."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from customer_connect.core.sealing import CannotOpen
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.deliveries import print_files
from customer_connect.domain.deliveries.actions.acknowledge_letters import acknowledge_letters
from customer_connect.domain.deliveries.actions.hand_over_letters import finish_batch, send_letter_batches
from customer_connect.domain.deliveries.actions.note_problem import settle_problem
from customer_connect.domain.deliveries.actions.note_returned_letters import note_returned_letters
from customer_connect.domain.deliveries.actions.reprint_letters import NotHandedOver, reprint_letters
from customer_connect.domain.deliveries.letter_files import (
    BadLetterFile,
    read_acknowledgements,
    read_returned_letters,
)
from customer_connect.domain.deliveries.models import BatchedLetter, LetterBatch, LetterProblem
from customer_connect.providers.printing import TryAgainLater


class Command(BaseCommand):
    help = "Batches of letters for the print shop: list, make and hand over, take in answers, print again."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        _add(what, "list", self._list, "show the last batches", ["--count"])
        _add(
            what, "batch", self._batch, "batch what waits since the last cut-off and hand it over", ["--now"]
        )
        _add(what, "hand-over", self._hand_over, "try again to hand over one batch", ["batch"])
        _add(what, "acknowledge", self._acknowledge, "take in what the print shop says", ["batch", "file"])
        _add(what, "returned", self._returned, "take in mail that came back", ["file"])
        _add(
            what,
            "reprint",
            self._reprint,
            "print a batch again, or some of its letters",
            ["batch", "letters"],
        )
        _add(what, "open", self._open, "write a print file in clear, to print it here", ["batch", "out"])
        _add(what, "problems", self._problems, "show the letters that somebody has to look after", [])
        _add(what, "settle", self._settle, "take a problem off the list", ["problem"])

    def handle(self, *_: Any, run: Callable[..., None], **options: Any) -> None:
        try:
            run(**{name: value for name, value in options.items() if name in _ARGUMENTS})
        except (TryAgainLater, CannotOpen) as error:
            raise CommandError(
                f"The print shop cannot be reached or the file not opened: {error!r}"
            ) from error
        except print_files.NoPrintFile as error:
            raise CommandError(
                f"The print file of {error} is deleted, and what it said with it. Issue a new PIN instead: "
                "./connect mail-pin PARTICIPANT"
            ) from error
        except NotHandedOver as error:
            raise CommandError(f"Batch {error} is not handed over yet.") from error
        except BadLetterFile as error:
            raise CommandError(str(error)) from error

    def _list(self, *, count: int) -> None:
        for batch in LetterBatch.objects.newest_first()[:count]:
            file = "deleted" if batch.file_deleted_at else f"{batch.file_bytes} bytes"
            problem = f"  {batch.last_problem}" if batch.last_problem else ""
            reprint = f"  reprint of {batch.reprint_of.name}" if batch.reprint_of else ""
            self.stdout.write(
                f"{batch.name}  {batch.get_state_display()}  letters: {batch.letters.count()}  "
                f"pages: {batch.pages}  print file: {file}{reprint}{problem}"
            )

    def _batch(self, *, now: bool) -> None:
        handed_over = send_letter_batches(by=_me(), until_now=now)
        self.stdout.write(f"Letters handed over: {handed_over}.")
        waiting = LetterBatch.objects.unfinished().count()
        if waiting:
            raise CommandError(
                f"Batches that could not be handed over: {waiting}. See ./connect letters list."
            )

    def _hand_over(self, *, batch: str) -> None:
        found = _batch_named(batch)
        finish_batch(batch=found, by=_me())
        self.stdout.write(f"{found.name}: {found.get_state_display()}.")

    def _acknowledge(self, *, batch: str, file: Path) -> None:
        with _opened(file) as lines:
            answers = read_acknowledgements(lines)
        told = acknowledge_letters(batch=_batch_named(batch), answers=answers, by=_me())
        self.stdout.write(f"Accepted: {told.accepted}. Rejected: {told.rejected}.")
        self._complain_of(told.unknown, "are not in this batch")

    def _returned(self, *, file: Path) -> None:
        with _opened(file) as lines:
            returned = read_returned_letters(lines)
        told = note_returned_letters(returned=returned, by=_me())
        self.stdout.write(f"Letters that came back: {told.noted}.")
        self._complain_of(told.unknown, "were never handed over")

    def _reprint(self, *, batch: str, letters: list[str]) -> None:
        source = _batch_named(batch)
        reprint = reprint_letters(batch=source, letters=[_letter(source, one) for one in letters], by=_me())
        finish_batch(batch=reprint, by=_me())
        self.stdout.write(f"{reprint.name}: {reprint.pages} letters, {reprint.get_state_display()}.")

    def _open(self, *, batch: str, out: Path) -> None:
        found = _batch_named(batch)
        pdf = print_files.pdf_of(found)
        record("deliveries.print_file_opened", by=_me(), batch=found.name)
        out.touch(mode=0o600)
        out.write_bytes(pdf)
        self.stdout.write(f"Written: {out}. It holds PINs in clear: delete it when it is printed.")

    def _problems(self) -> None:
        problems = LetterProblem.objects.open().select_related("delivery__participant")
        for problem in problems:
            number = problem.delivery.participant.number if problem.delivery.participant else "nobody"
            note = f"  {problem.note}" if problem.note else ""
            self.stdout.write(
                f"{problem.pk}  {problem.noted_at:%Y-%m-%d}  participant {number}  {problem.delivery.message}  "
                f"{problem.get_kind_display()}{note}"
            )

    def _settle(self, *, problem: int) -> None:
        found = LetterProblem.objects.filter(pk=problem).first()
        if found is None:
            raise CommandError(f"There is no problem {problem}.")
        settle_problem(problem=found, by=_me())

    def _complain_of(self, unknown: list[str], why: str) -> None:
        if unknown:
            raise CommandError(f"{len(unknown)} letters {why}: {', '.join(unknown[:10])}")


_ARGUMENTS: dict[str, dict[str, Any]] = {
    "count": {"flag": "--count", "type": int, "default": 20},
    "now": {"flag": "--now", "action": "store_true", "help": "also what was queued after the cut-off"},
    "batch": {"help": "its name, as `list` shows it"},
    "file": {"type": Path, "help": "a CSV file (docs/letters.md)"},
    "letters": {"nargs": "*", "help": "keys of letters as in the manifest; all without"},
    "out": {"type": Path},
    "problem": {"type": int, "help": "its number, as `problems` shows it"},
}


def _add(
    what: "argparse._SubParsersAction[CommandParser]",
    name: str,
    run: Callable[..., None],
    help_text: str,
    arguments: list[str],
) -> None:
    parser = what.add_parser(name, help=help_text)
    parser.set_defaults(run=run)
    for argument in arguments:
        options = dict(_ARGUMENTS[argument.lstrip("-")])
        parser.add_argument(options.pop("flag", argument), **options)


def _me() -> Actor:
    return Actor.system("letters", Channel.COMMAND)


def _batch_named(name: str) -> LetterBatch:
    """Return the batch with this name. Raises CommandError."""
    batch = LetterBatch.objects.named(name).first()
    if batch is None or batch.name != name:
        raise CommandError(f"There is no batch {name}.")
    return batch


def _letter(batch: LetterBatch, key: str) -> BatchedLetter:
    try:
        return batch.letters.get(delivery__key=UUID(key))
    except (ValueError, BatchedLetter.DoesNotExist) as error:
        raise CommandError(f"There is no letter {key} in batch {batch.name}.") from error


def _opened(file: Path) -> Any:
    try:
        return file.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from error
