"""Addresses behind the staff's door, below /staff/. One line for each area."""

from django.urls import include, path

urlpatterns = [
    path("", include("customer_connect.staff.home.urls")),
    path("", include("customer_connect.staff.signin.urls")),
]
