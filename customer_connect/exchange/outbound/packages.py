"""Writing a package: a Frictionless data package of the changes that were numbered for it, always the same bytes."""

import csv
import hashlib
import io
import json
from typing import Any

from django.utils import timezone

from customer_connect.domain.changes.models import ChangePackage
from customer_connect.exchange.outbound.tables import TABLES, Row, columns_of, rows_of, schema_of
from customer_connect.providers.printing import Package

DESCRIPTOR = "datapackage.json"


def write_package(package: ChangePackage) -> Package:
    """Return a package's files."""
    changes = list(package.changes.order_by("pk"))
    files: dict[str, bytes] = {}
    resources = []
    for name in TABLES:
        rows = rows_of(name, changes)
        path = f"{name}.csv"
        files[path] = _as_csv(columns_of(name), rows)
        resources.append(_resource(name, path, files[path], len(rows)))
    descriptor = {
        "profile": "tabular-data-package",
        "name": package.name,
        "created": timezone.localtime(package.created_at).isoformat(timespec="seconds"),
        "customer_connect": {"kind": "reported_changes", "sequence": package.sequence},
        "resources": resources,
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2)
    return Package(package.name, {**files, DESCRIPTOR: f"{text}\n".encode()})


def _resource(name: str, path: str, data: bytes, rows: int) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "format": "csv",
        "mediatype": "text/csv",
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "bytes": len(data),
        "rows": rows,
        "schema": schema_of(name),
    }


def _as_csv(header: list[str], rows: list[Row]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()
