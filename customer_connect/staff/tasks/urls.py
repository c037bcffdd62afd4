"""Addresses of tasks."""

from django.urls import path

from customer_connect.staff.tasks import views

app_name = "tasks"
urlpatterns = [
    path("tasks", views.tasks, name="tasks"),
    path("tasks/<int:number>/settle", views.settle, name="settle"),
    path("tasks/from-agents/<int:referral_id>/done", views.settle_referral, name="settle_referral"),
]
