"""Addresses of the health check: one for all languages."""

from django.urls import path

from customer_connect.web.health import views

app_name = "health"
urlpatterns = [path("health", views.health, name="health")]
