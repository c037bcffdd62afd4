"""Address of the first page."""

from django.urls import path

from customer_connect.staff.home import views

app_name = "home"
urlpatterns = [path("", views.home, name="home")]
