"""Address of what is due."""

from django.urls import path

from customer_connect.staff.work import views

app_name = "work"
urlpatterns = [path("work", views.due, name="due")]
