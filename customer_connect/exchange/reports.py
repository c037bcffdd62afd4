"""What a run did, in words for the operator."""

from pathlib import Path

from django.utils import timezone

from customer_connect.exchange.models import ImportRun, RunStatus

_COUNTS = ["read", "added", "changed", "unchanged", "removed", "rejected", "warned"]
_FAULT_PARTS = ["reason", "table", "message"]
_ENDINGS = {
    RunStatus.CHECKED: "This was a dry run: nothing was changed. Add --apply to change the database.",
    RunStatus.APPLIED: "Applied.",
    RunStatus.INCOMPLETE: "Incomplete: some tables failed. The sequence number has not moved on.",
    RunStatus.REFUSED: "Refused: nothing was changed.",
    RunStatus.INTERRUPTED: "Interrupted: import the same package again, with --apply --resume to go on.",
    RunStatus.RUNNING: "Still running.",
}


def summary(run: ImportRun) -> str:
    """Return one line about a run."""
    started = timezone.localtime(run.started_at).strftime("%Y-%m-%d %H:%M")
    what = f"{run.kind or '?'} {run.sequence if run.sequence is not None else '?'}"
    totals = {name: sum(getattr(table, name) for table in run.tables.all()) for name in _COUNTS}
    counts = ", ".join(f"{name} {totals[name]:,}" for name in _COUNTS if totals[name])
    reasons = ", ".join(sorted({fault["reason"] for fault in run.faults}))
    mode = "dry run" if run.is_dry else "apply"
    parts = [
        f"{run.id:>5}  {started}  {run.status:<11}  {mode:<7}  {what:<10}  {run.package}",
        counts,
        reasons,
    ]
    return "  ".join(part for part in parts if part)


def report(run: ImportRun, folder: Path) -> str:
    """Return all about a run: counts by table, faults, where the rejects are."""
    lines = [summary(run), ""]
    tables = list(run.tables.order_by("id"))
    if tables:
        lines.append(
            f"{'table':<18} {'state':<8}" + "".join(f"{name:>11}" for name in _COUNTS) + f"{'seconds':>9}"
        )
    for table in tables:
        counts = "".join(f"{getattr(table, name):>11,}" for name in _COUNTS)
        seconds = table.check_seconds + table.apply_seconds
        lines.append(f"{table.name:<18} {table.status:<8}{counts}{seconds:>9.1f}")
    lines.extend(": ".join(fault[part] for part in _FAULT_PARTS if fault[part]) for fault in run.faults)
    if any(table.rejected or table.warned for table in tables):
        where = folder / "rejects"
        kept = where if where.exists() else "deleted, for they are kept no longer"
        lines.append(f"Rejected rows and blanked fields, with the reasons: {kept}")
    lines.append(_ENDINGS[RunStatus(run.status)])
    is_whole = run.status in {RunStatus.CHECKED, RunStatus.APPLIED}
    if is_whole and run.has_changed_nothing:
        lines.append("The package changes nothing: everything in it was here already.")
    return "\n".join(lines)
