"""Addresses of Dates."""

from django.urls import path

from customer_connect.web.calendar import views

app_name = "calendar"
urlpatterns = [
    path("dates", views.dates, name="dates"),
    path("dates/all.ics", views.all_dates_file, name="all_file"),
    path("dates/court-date-<int:number>.ics", views.court_date_file, name="court_date_file"),
    path("dates/appointment-<int:number>.ics", views.appointment_file, name="appointment_file"),
]
