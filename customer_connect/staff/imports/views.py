"""Imports from the system of record: what came, what landed, what stayed out and why. No row of anybody's is shown.

The tables are the exchange's, beside these pages and not below them: so they are asked for by name.
"""

from typing import Any

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.requests import permitted

A_PAGE = 30
COUNTS = ("read", "added", "changed", "removed", "rejected", "warned")


@permitted(Permission.SEE_IMPORTS)
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """List the runs, the newest first."""
    runs = _runs().annotate(**{f"{name}_rows": Sum(f"tables__{name}", default=0) for name in COUNTS})
    page = Paginator(runs.order_by("-id"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "staff/imports/imports.html", {"page": page})


@permitted(Permission.SEE_IMPORTS)
@require_safe
def run(request: HttpRequest, number: int) -> HttpResponse:
    """Show one run by table, and why rows and fields stayed out."""
    found = _runs().filter(pk=number).first()
    if found is None:
        raise Http404
    tables = list(found.tables.order_by("id"))
    context = {
        "run": found,
        "tables": tables,
        "totals": {name: sum(getattr(table, name) for table in tables) for name in COUNTS},
        "rejects": [(table, table.rejects) for table in tables if table.reasons],
    }
    return render(request, "staff/imports/run.html", context)


def _runs() -> Any:
    return apps.get_model("exchange", "ImportRun").objects.all()
