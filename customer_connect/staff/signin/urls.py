"""Addresses of signing in, and of one's own account. The names without an area are those that allauth asks for."""

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import include, path
from django.views.generic import RedirectView

from customer_connect.staff.signin import own_accounts, session_clocks, views

ours = (
    [
        path("session/remaining", session_clocks.remaining, name="remaining"),
        path("session/extend", session_clocks.extend, name="extend"),
        path("enrol", views.enrol, name="enrol"),
        path("password/<str:uidb64>/<str:token>", views.ChoosePassword.as_view(), name="choose_password"),
        path("account/sessions/end-others", own_accounts.end_other_sessions, name="end_other_sessions"),
    ],
    "signin",
)
urlpatterns = [
    path("", include(ours)),
    path("sign-in", views.SignIn.as_view(), name="account_login"),
    path("sign-in/second-step", views.SecondStepView.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey", views.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-in/sso/<str:provider_id>", openid_connect.login, name="openid_connect_login"),
    path("sign-in/sso/<str:provider_id>/answer", openid_connect.callback, name="openid_connect_callback"),
    path("sign-out", views.SignOut.as_view(), name="account_logout"),
    path("again/password", views.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("again/code", views.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("again/passkey", views.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account", own_accounts.OwnAccount.as_view(), name="mfa_index"),
    path("account/app/add", own_accounts.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/app/remove", own_accounts.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/passkeys", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("account/passkeys/add", own_accounts.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/rename", own_accounts.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path(
        "account/passkeys/<int:pk>/remove", own_accounts.RemovePasskey.as_view(), name="mfa_remove_webauthn"
    ),
    path("account/recovery-codes", own_accounts.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new",
        own_accounts.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
