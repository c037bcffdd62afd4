"""Addresses of the second step."""

from django.urls import path

from customer_connect.web.codes import views

app_name = "codes"
urlpatterns = [
    path("login/code", views.after_pin(views.ask), name="sign_in"),
    path("login/code/send", views.after_pin(views.send), name="sign_in_send"),
    path("login/code/passkey", views.after_pin(views.use_passkey), name="sign_in_passkey"),
    path("profile/second-step", views.before_change(views.ask), name="change"),
    path("profile/second-step/send", views.before_change(views.send), name="change_send"),
    path("profile/second-step/passkey", views.before_change(views.use_passkey), name="change_passkey"),
]
