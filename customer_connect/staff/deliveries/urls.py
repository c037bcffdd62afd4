"""Addresses of the outbox."""

from django.urls import path

from customer_connect.staff.deliveries import views

app_name = "deliveries"
urlpatterns = [
    path("deliveries", views.deliveries, name="deliveries"),
    path("deliveries/<int:number>/again", views.again, name="again"),
]
