"""Addresses of My Payments."""

from django.urls import path

from customer_connect.web.payments.sides import SIDES
from customer_connect.web.payments.views import charts, downloads, entries, expected, histories

app_name = "payments"
urlpatterns = [
    path("payments/expected", expected.expected, name="expected"),
]
for side in SIDES:
    folder, slug, given = f"payments/{side.slug.replace('_', '-')}", side.slug, {"side": side}
    urlpatterns += [
        path(folder, histories.history, given, name=slug),
        path(f"{folder}/print", histories.print_all, given, name=f"{slug}_print"),
        path(f"{folder}/pdf", downloads.pdf, given, name=f"{slug}_pdf"),
        path(f"{folder}/csv", downloads.csv, given, name=f"{slug}_csv"),
        path(f"{folder}/by-month", charts.by_month, given, name=f"{slug}_months"),
        path(f"{folder}/<int:number>", entries.entry, given, name=f"{slug}_entry"),
    ]
