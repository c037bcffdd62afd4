"""Figures with their drawings, and each table as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from customer_connect.core.spreadsheets import csv_lines
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.figures.charts import drawing_of
from customer_connect.staff.figures.forms import FiguresForm
from customer_connect.staff.figures.tables import Table
from customer_connect.staff.figures.topics import TOPICS
from customer_connect.staff.requests import actor_of, permitted, scope_in


@permitted(Permission.SEE_REPORTS)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show the tables of one topic."""
    form = _form(request)
    query = request.GET.copy()
    query["topic"] = form.chosen.slug
    links = []
    for topic in TOPICS:
        elsewhere = query.copy()
        elsewhere["topic"] = topic.slug
        links.append((topic, f"?{elsewhere.urlencode()}"))
    context = {
        "form": form,
        "has_offices": "office" in form.fields,
        "topic": form.chosen,
        "links": links,
        "since": form.asked.begins_on,
        "tables": [
            (table, drawing_of(table), _export_query(request, form, table)) for table in _tables(form)
        ],
    }
    return render(request, "staff/figures/figures.html", context)


@permitted(Permission.SEE_REPORTS)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Hand out one table as a file, and write down that it was taken."""
    form = _form(request)
    tables = _tables(form)
    slug = request.GET.get("table", tables[0].slug)
    table = next((each for each in tables if each.slug == slug), None)
    if table is None:
        raise Http404
    days, office = form.asked.days, form.cleaned_data.get("office")
    record(
        "staff.figures_exported",
        by=actor_of(request),
        topic=form.chosen.slug,
        table=slug,
        days=days,
        office=office and office.pk,
    )
    rows = [(table.first, *table.columns), *((label, *numbers) for label, numbers in table.rows)]
    name = f"{form.chosen.slug}-{slug}-{days}-days-{timezone.localdate()}.csv"
    return HttpResponse(
        b"".join(csv_lines(rows)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _form(request: HttpRequest) -> FiguresForm:
    """Return what is asked for. Raises Http404 for what cannot be chosen."""
    form = FiguresForm(request.GET, scope=scope_in(request))
    if not form.is_valid():
        raise Http404
    return form


def _tables(form: FiguresForm) -> list[Table]:
    return form.chosen.tables(form.asked)


def _export_query(request: HttpRequest, form: FiguresForm, table: Table) -> str:
    query = request.GET.copy()
    query["topic"], query["table"] = form.chosen.slug, table.slug
    return f"?{query.urlencode()}"
