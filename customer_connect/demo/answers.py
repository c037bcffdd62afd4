"""What the made-up system of record answers to the changes that it was sent, and what it then has on file."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from customer_connect.demo.tables import ChangeAnswerRow, ParticipantRow

Values = dict[str, str]


class NotAnOutboundPackage(ValueError):
    """The folder holds no package of reported changes."""


@dataclass
class Answers:
    """One answer to each change, and the accepted values by Participant ID."""

    rows: list[ChangeAnswerRow] = field(default_factory=list)
    values: dict[int, Values] = field(default_factory=lambda: defaultdict(dict))

    def on_file(self, row: ParticipantRow) -> ParticipantRow:
        """Return a person's row as it is with what was accepted."""
        new = self.values.get(row.participant_id)
        if not new:
            return row
        known = {name: value or None for name, value in new.items() if name in row._fields}
        if "address_line_1" in known:
            known |= {"country": known.get("country") or "US"}
            row = row._replace(address_valid=bool(known["address_line_1"]))
        return row._replace(**known)  # type: ignore[arg-type]


def answers_to(packages: Iterable[Path]) -> Answers:
    """Read outbound packages and decide. Raises NotAnOutboundPackage."""
    answers = Answers()
    for package in packages:
        changes, values = _read(package)
        for change in changes:
            number = int(change["change_id"])
            said = values[change["change_id"]]
            reason, words = _refusal(change["kind"], said)
            status = "refused" if reason else "accepted"
            answers.rows.append(ChangeAnswerRow(number, status, reason, words))
            if not reason and change["kind"] != "other_party":
                answers.values[int(change["author_id"])] |= said
    answers.rows.sort()
    return answers


def _refusal(kind: str, said: Values) -> tuple[str | None, str | None]:
    """Return why a change is refused and words for staff, or nothing."""
    if kind == "address" and said.get("postal_code", "").startswith("00000"):
        return "not_found", "ZIP Code not in the postal directory."
    if kind == "email" and said.get("email", "").endswith(".invalid"):
        return "not_found", "Mail domain does not exist."
    if kind == "employer" and "unknown" in said.get("employer_name", "").casefold():
        return "needs_proof", "No employer of this name in the state's register."
    return None, None


def _read(package: Path) -> tuple[list[Values], dict[str, Values]]:
    try:
        descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
        if descriptor["customer_connect"]["kind"] != "reported_changes":
            raise NotAnOutboundPackage(f"{package} holds no reported changes.")
        changes = _rows(package / "reported_changes.csv")
        values: dict[str, Values] = defaultdict(dict)
        for row in _rows(package / "reported_values.csv"):
            values[row["change_id"]][row["field"]] = row["value"]
    except (OSError, KeyError, TypeError, json.JSONDecodeError) as error:
        raise NotAnOutboundPackage(f"{package} holds no reported changes.") from error
    return changes, values


def _rows(path: Path) -> list[Values]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
