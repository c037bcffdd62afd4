"""Addresses of passkeys."""

from django.urls import path

from customer_connect.web.passkeys import own, use

app_name = "passkeys"
urlpatterns = [
    path("profile/passkeys", own.passkeys, name="passkeys"),
    path("profile/passkeys/add", own.add, name="add"),
    path("profile/passkeys/options", own.new_options, name="new_options"),
    path("profile/passkeys/<int:passkey_id>/rename", own.rename, name="rename"),
    path("profile/passkeys/<int:passkey_id>/remove", own.remove, name="remove"),
    path("login/passkey/options", use.options, name="options"),
    path("login/passkey", use.sign_in, name="sign_in"),
    path("login/confirm/passkey", use.confirm, name="confirm"),
]
