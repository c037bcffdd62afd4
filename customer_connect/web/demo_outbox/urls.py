"""Addresses of the demo's outbox, for this machine alone."""

from django.urls import path

from customer_connect.web.demo_outbox import views

app_name = "demo_outbox"
urlpatterns = [
    path("demo/outbox", views.outbox, name="outbox"),
    path("demo/outbox/letters/<uuid:key>.pdf", views.letter, name="letter"),
    path("demo/outbox/batches/<str:name>.pdf", views.batch, name="batch"),
]
