"""Addresses behind the staff's door, below /staff/. One line for each area."""

from django.urls import include, path

urlpatterns = [
    path("", include("customer_connect.staff.home.urls")),
    path("", include("customer_connect.staff.signin.urls")),
    path("", include("customer_connect.staff.people.urls")),
    path("", include("customer_connect.staff.conversations.urls")),
    path("", include("customer_connect.staff.changes.urls")),
    path("", include("customer_connect.staff.calls.urls")),
    path("", include("customer_connect.staff.first_pins.urls")),
    path("", include("customer_connect.staff.tasks.urls")),
    path("", include("customer_connect.staff.deliveries.urls")),
    path("", include("customer_connect.staff.letters.urls")),
    path("", include("customer_connect.staff.imports.urls")),
    path("", include("customer_connect.staff.work.urls")),
    path("", include("customer_connect.staff.figures.urls")),
    path("", include("customer_connect.staff.audit.urls")),
]
