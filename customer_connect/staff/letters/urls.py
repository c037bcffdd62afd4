"""Addresses of letters."""

from django.urls import path

from customer_connect.staff.letters import views

app_name = "letters"
urlpatterns = [
    path("letters", views.batches, name="batches"),
    path("letters/returned", views.returned, name="returned"),
    path("letters/<slug:name>", views.batch, name="batch"),
    path("letters/<slug:name>/reprint", views.reprint, name="reprint"),
]
