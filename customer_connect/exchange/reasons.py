"""Every reason for which a package, a file, a row or a field is turned down. docs/exchange.md lists them all.

A *package* reason refuses the whole package, a *table* reason fails one file and those that refer to it, a *row*
reason keeps one row out, a *field* reason lets the row in without that field.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One named reason: what it stops, what it means, how the sender mends it."""

    stops: str
    meaning: str
    remedy: str


_PACKAGE = {
    "path_missing": ("There is nothing at the path given.", "Check the path."),
    "not_a_zip": ("The path is a file, but not a zip archive.", "Send a folder or a .zip."),
    "damaged_zip": ("The archive cannot be read to its end.", "Send it again; compare its checksum first."),
    "encrypted_zip": ("The archive asks for a password.", "Send it unencrypted, over an encrypted channel."),
    "unsafe_path": (
        "A path leads out of the package.",
        "Name files inside the package, without .. or links.",
    ),
    "zip_bomb": (
        "The archive holds far more than a feed can: too many entries, or an entry packed more than 200 to 1.",
        "Send a folder, or pack the files plainly.",
    ),
    "descriptor_missing": ("There is no datapackage.json.", "Put it at the top of the package."),
    "descriptor_unreadable": ("datapackage.json is not JSON in UTF-8.", "Write it with a JSON library."),
    "descriptor_invalid": (
        "datapackage.json lacks a property or holds one of the wrong kind; the message names it.",
        "Compare it with the example in docs/exchange.md.",
    ),
    "duplicate_table": ("Two resources have the same name.", "Name each table once."),
    "wrong_kind": ("The package is not of the kind asked for with --kind.", "Check which package this is."),
    "no_full_before": ("A delta came before any full package.", "Apply a full package first."),
    "sequence_gap": (
        "A delta is missing before this one.",
        "Apply the missing deltas in order, or a full package.",
    ),
    "sequence_replayed": ("A later package has been applied already.", "Send the next one; do not go back."),
    "sequence_reused": (
        "Another package with this sequence number has been applied.",
        "Give every package a number of its own.",
    ),
    "counts_collapse": (
        "A table would lose more rows than the threshold allows.",
        "Find out why; if it is right, apply it with --allow-collapse.",
    ),
}
_TABLE = {
    "unknown_table": (
        "The package has a resource that is none of our tables.",
        "Leave it out or mend its name.",
    ),
    "missing_table": (
        "A full package lacks this table.",
        "A full package has all of them, even when empty; only change_answers may be left out.",
    ),
    "missing_file": ("The file that datapackage.json names is not there.", "Put it into the package."),
    "truncated_file": ("The file has fewer bytes than declared.", "Send it again."),
    "size_differs": ("The file has more bytes than declared.", "Write datapackage.json after the files."),
    "hash_differs": ("The file's SHA-256 is not the declared one.", "Send it again."),
    "row_count_differs": ("The file has another number of rows than declared.", "Count rows, not lines."),
    "not_utf8": ("The file is not UTF-8; the message tells the first bad line.", "Export it as UTF-8."),
    "byte_order_mark": ("The file begins with a byte order mark.", "Write UTF-8 without one."),
    "no_header": ("The file is empty: it has not even a header row.", "Write the header row, always."),
    "wrong_delimiter": ("The header is not separated by commas.", "Separate by commas."),
    "missing_column": ("A column is missing.", "Send every column, in the order of the schema."),
    "renamed_column": ("A column has another name than in the schema.", "Use the schema's names."),
    "extra_column": ("There is a column that the schema does not have.", "Leave it out."),
    "duplicate_column": ("A column appears twice.", "Send each column once."),
    "column_order": ("The columns are not in the schema's order.", "Send them in the schema's order."),
    "depends_on_failed_table": ("A table that this one refers to has failed.", "Mend that table."),
}
_ROW = {
    "ragged_row": ("The row has more or fewer fields than the header.", "Quote fields that hold commas."),
    "unclosed_quote": ("A quote is opened and never closed.", "Double the quotes inside a quoted field."),
    "missing_value": ("A required field is empty.", "Fill it."),
    "bad_id": ("An id is not a positive whole number of at most 18 digits.", "Send the system's own number."),
    "bad_integer": ("Not a whole number, or out of its range.", "Send a whole number inside the range."),
    "bad_date": ("Not a date of the calendar, written 2026-03-02.", "Send a real date in ISO form."),
    "date_out_of_range": (
        "A date before 1900 or after 2199.",
        "Leave unknown dates empty; send no 9999-12-31.",
    ),
    "bad_datetime": ("Not a date and time with an offset.", "Write 2026-03-02T08:30:00-08:00."),
    "bad_amount": (
        "Not an amount in dollars with a point and two places.",
        "Write 1234.50, no $ and no commas.",
    ),
    "amount_too_precise": ("An amount has other than two decimal places.", "Round to cents."),
    "amount_too_large": ("An amount of ten billion dollars or more.", "Check it."),
    "bad_boolean": ("Neither true nor false.", "Write true or false."),
    "unknown_value": ("A value that is not in the list of the schema.", "Use one of the list."),
    "bad_format": ("A value does not have the form that the schema gives.", "See the pattern in the schema."),
    "too_long": ("A text is longer than the schema allows.", "Shorten it."),
    "control_character": (
        "A text holds a NUL, a line break, another control character or a text-direction override.",
        "Remove it.",
    ),
    "duplicate_key": (
        "An earlier row of the file has the same key. The first one counts.",
        "Send each key once.",
    ),
    "orphan_reference": (
        "The row refers to something that is not there.",
        "Send what it refers to, or leave it out.",
    ),
    "ends_before_begins": ("The end is before the beginning.", "Mend the dates."),
    "closed_without_date": ("A closed case has no closing date.", "Fill closed_on."),
    "open_with_closing_date": ("An open case has a closing date.", "Empty closed_on or close the case."),
    "negative_amount": ("An amount that cannot be below zero is.", "Check its sign."),
    "negative_receipt": ("A payment received is not above zero.", "Send reversals as reversals."),
    "negative_disbursement": ("A payment sent is not above zero.", "Send reversals as reversals."),
    "reversal_not_negative": ("A reversal's amount is not below zero.", "Send it with a minus sign."),
    "reversal_without_entry": (
        "A reversal names no entry, or one that is not there.",
        "Send the entry that it reverses, before it or with it.",
    ),
    "payment_with_reversed_entry": ("A payment names an entry that it reverses.", "Send it as a reversal."),
    "allocation_mismatch": (
        "The four parts do not add up to the amount.",
        "Send the parts as they were applied.",
    ),
    "unknown_change": (
        "An answer to a change that was never sent.",
        "Send the change_id of the outbound package.",
    ),
    "answered_before": (
        "The change was answered otherwise before. The first answer counts.",
        "Answer each change once; call us where the answer was wrong.",
    ),
    "refused_without_reason": ("A refused change has no reason.", "Send one of the reasons of the schema."),
    "accepted_with_reason": ("A change that was accepted has a reason for refusing it.", "Empty reason."),
    "both_payees": ("Both a payee and a third party are named.", "Name the one that was paid."),
    "no_payee": ("Neither a payee nor a third party is named.", "Name the one that was paid."),
}
_FIELD = {
    "bad_ssn": ("The SSN breaks SSA's rules.", "Send nine digits that SSA can have issued, or none."),
    "ssn_taken": ("Another person has this SSN.", "Find out whose it is."),
    "bad_itin": ("The ITIN breaks the IRS's rules.", "Send nine digits beginning with 9, or none."),
    "bad_birth_date": ("The date of birth is no date, or in the future.", "Send the date of birth, or none."),
    "bad_email": ("Not an email address.", "Send one address, or none."),
    "bad_phone": ("Not a phone number.", "Send one number, or none."),
    "bad_state": ("Not a state of the U.S.", "Use the two-letter postal code."),
    "bad_postal_code": ("Not a ZIP code.", "Send five digits, or ZIP+4."),
    "bad_country": ("Not a two-letter country code.", "Use ISO 3166."),
}

REASONS: dict[str, Reason] = {
    code: Reason(stops, *texts)
    for stops, group in (("package", _PACKAGE), ("table", _TABLE), ("row", _ROW), ("field", _FIELD))
    for code, texts in group.items()
}


class Fault(Exception):
    """A package or a table is turned down. `table` is empty when the fault is the package's."""

    def __init__(self, reason: str, message: str, table: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.table = table

    def as_json(self) -> dict[str, str]:
        """Return it as it is kept with the run."""
        return {"table": visible(self.table), "reason": self.reason, "message": visible(self.message)}


def visible(text: str) -> str:
    """Return text from a package with what cannot be seen, kept or printed written out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
