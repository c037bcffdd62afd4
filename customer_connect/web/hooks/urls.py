"""Addresses of the hooks: one for all languages."""

from django.urls import path

from customer_connect.web.hooks import views

app_name = "hooks"
urlpatterns = [path("hooks/email-events", views.email_events, name="email_events")]
