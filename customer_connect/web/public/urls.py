"""Addresses of the public pages."""

from django.urls import path

from customer_connect.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("apply", views.apply, name="apply"),
    path("tour", views.tour, name="tour"),
]
