"""Addresses of the home page."""

from django.urls import path

from customer_connect.web.home import downloads, views

app_name = "home"
urlpatterns = [
    path("home", views.home, name="home"),
    path("home/pdf", downloads.pdf, name="pdf"),
]
