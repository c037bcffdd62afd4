"""Addresses of a participant's own security pages."""

from django.urls import path

from customer_connect.web.security import pins, sign_ins

app_name = "security"
urlpatterns = [
    path("profile/change-pin", pins.change, name="change_pin"),
    path("profile/sign-ins", sign_ins.history, name="history"),
    path("profile/sign-ins/sign-out-elsewhere", sign_ins.sign_out_elsewhere, name="sign_out_elsewhere"),
]
