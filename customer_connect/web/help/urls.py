"""Addresses of the help pages."""

from django.urls import path

from customer_connect.web.help import views

app_name = "help"
urlpatterns = [
    path("help", views.contact_and_answers, name="help"),
    path("how-to-pay", views.how_to_pay, name="how_to_pay"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("privacy", views.privacy, name="privacy"),
]
