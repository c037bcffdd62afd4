"""Addresses of figures."""

from django.urls import path

from customer_connect.staff.figures import views

app_name = "figures"
urlpatterns = [
    path("figures", views.figures, name="figures"),
    path("figures.csv", views.export, name="export"),
]
