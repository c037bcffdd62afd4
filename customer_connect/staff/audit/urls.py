"""Addresses of the audit trail."""

from django.urls import path

from customer_connect.staff.audit import views

app_name = "audit"
urlpatterns = [
    path("audit", views.trail, name="trail"),
    path("audit/events.csv", views.export, name="export"),
]
