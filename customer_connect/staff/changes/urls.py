"""Addresses of reported changes. A receipt number tells nothing of a person."""

from django.urls import path

from customer_connect.staff.changes import decisions, queues

app_name = "changes"
urlpatterns = [
    path("changes", queues.queue, name="queue"),
    path("changes/quick", queues.quick, name="quick"),
    path("changes/<str:receipt_number>", decisions.change, name="change"),
    path("changes/<str:receipt_number>/accept", decisions.accept, name="accept"),
    path("changes/<str:receipt_number>/reject", decisions.reject, name="reject"),
    path("changes/<str:receipt_number>/ask", decisions.ask, name="ask"),
    path("changes/<str:receipt_number>/reopen", decisions.reopen, name="reopen"),
    path("changes/<str:receipt_number>/correct", decisions.correct, name="correct"),
]
