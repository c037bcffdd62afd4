"""The history as CSV.

UTF-8 with a byte order mark, because Excel reads accents wrongly without it. Text that a spreadsheet would take for a
formula is quoted; amounts stay numbers.
"""

import csv
from io import StringIO

from django.utils.translation import gettext as _

from customer_connect.core.spreadsheets import harmless
from customer_connect.web.payments.lines import Line
from customer_connect.web.payments.selections import Selection


def history_csv(selection: Selection, lines: list[Line]) -> bytes:
    """Return the lines as a table with headers in the language in force."""
    parts = selection.history.parts() if selection.side.ledger.parts else {}
    applied = [_("Current support"), _("Past-due support"), _("Interest"), _("Other")] if parts else []
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [
            _("Date"),
            _("Case number"),
            _("Type"),
            _("Status"),
            _("Amount"),
            *applied,
            _("Entry number"),
            _("Remark"),
        ]
    )
    for line in lines:
        writer.writerow(
            [
                line.entry.posted_on.isoformat(),
                line.case_number,
                harmless(line.kind),
                harmless(line.status),
                line.entry.amount,
                *(parts[line.entry.entry_id] if parts else ()),
                line.entry.entry_id,
                harmless(line.remark),
            ]
        )
    return text.getvalue().encode("utf-8-sig")
