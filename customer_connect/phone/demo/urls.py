"""Addresses of the page that tries the phone line, for this machine alone."""

from django.urls import path

from customer_connect.phone.demo import views

app_name = "demo_phone"
urlpatterns = [
    path("demo/phone", views.phone, name="phone"),
    path("demo/phone/sound/<int:number>.wav", views.sound, name="sound"),
]
