"""Imports from the system of record, and the rows that stayed out."""

from django.apps import apps
from django.db.models import Count, Sum

from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.tables import Table, along_time, per_step


def tables(asked: Asked) -> list[Table]:
    """Return runs along time, and what they read and rejected by table. Runs that only check do not count.

    The tables are the exchange's, beside these pages and not below them: so they are asked for by name.
    """
    runs = apps.get_model("exchange", "ImportRun").objects.filter(is_dry=False)
    counts = asked.counted(runs, "started_at", ("status",))
    columns = {
        "Applied": per_step(counts, "applied"),
        "Incomplete": per_step(counts, "incomplete", "interrupted"),
        "Refused": per_step(counts, "refused"),
    }
    entries = apps.get_model("exchange", "ImportTable").objects.filter(
        run__is_dry=False, run__started_at__gte=asked.begins_at
    )
    found = entries.values_list("name").annotate(
        runs=Count("pk"), read_rows=Sum("read"), rejected_rows=Sum("rejected"), warned_fields=Sum("warned")
    )
    rows = [
        (name.replace("_", " ").capitalize(), tuple(numbers)) for name, *numbers in found.order_by("name")
    ]
    return [
        along_time(asked, "runs", "Imports", columns, "Imports are of the whole agency."),
        Table(
            "rejects",
            "Rows by table",
            "Table",
            ("Imports", "Rows read", "Rows rejected", "Fields left empty"),
            rows,
            "./connect imports tells which rows, and why.",
        ),
    ]
