"""Addresses of My Case."""

from django.urls import path

from customer_connect.web.cases import views

app_name = "cases"
urlpatterns = [
    path("case", views.cases, name="case"),
    path("case/<int:number>/", views.details, name="details"),
]
