"""Addresses of imports."""

from django.urls import path

from customer_connect.staff.imports import views

app_name = "imports"
urlpatterns = [
    path("imports", views.imports, name="imports"),
    path("imports/<int:number>", views.run, name="run"),
]
