"""Addresses of the webhooks: one for all languages."""

from django.urls import path

from customer_connect.phone.webhooks import views

app_name = "phone_webhooks"
urlpatterns = [
    path("phone/twiml/call", views.call, name="call"),
    path("phone/twiml/answer/<int:number>", views.answer, name="answer"),
    path("phone/twiml/transferred/<int:number>", views.transferred, name="transferred"),
    path("phone/twiml/taken", views.taken, name="taken"),
    path("phone/twiml/ended", views.ended, name="ended"),
    path("phone/twiml/sound/<str:token>.wav", views.sound, name="sound"),
]
