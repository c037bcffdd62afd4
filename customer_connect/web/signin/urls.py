"""Addresses of signing in and out."""

from django.urls import path

from customer_connect.web.signin import (
    confirmations,
    forgotten,
    kept_forms,
    leaving,
    login,
    new_pins,
    session_clock,
)

app_name = "signin"
urlpatterns = [
    path("login", login.login, name="login"),
    path("login/new-pin", new_pins.new_pin, name="new_pin"),
    path("login/confirm", confirmations.confirm, name="confirm"),
    path("login/kept-form", kept_forms.kept_form, name="kept_form"),
    path("forgot-pin", forgotten.forgot_pin, name="forgot_pin"),
    path("forgot-pin/asked", forgotten.pin_asked, name="pin_asked"),
    path("logout", leaving.logout, name="logout"),
    path("signed-out", leaving.signed_out, name="signed_out"),
    path("leave", leaving.leave, name="leave"),
    path("session/extend", session_clock.extend, name="extend"),
    path("session/keep", kept_forms.keep_unfinished, name="keep_unfinished"),
    path("session/remaining", session_clock.remaining, name="remaining"),
]
