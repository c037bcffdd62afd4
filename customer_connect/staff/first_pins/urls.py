"""Addresses of first PINs in bulk."""

from django.urls import path

from customer_connect.staff.first_pins import views

app_name = "first_pins"
urlpatterns = [
    path("first-pins", views.runs, name="runs"),
    path("first-pins/<int:number>", views.run, name="run"),
    path("first-pins/<int:number>/confirm", views.confirm, name="confirm"),
    path("first-pins/<int:number>/stop", views.stop, name="stop"),
]
