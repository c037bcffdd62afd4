"""Single sign-on: it opens accounts that exist and makes none. Where the agency wants it, it also says who is what."""

from collections.abc import Mapping
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.identity.actions.staff_accounts import end_staff_sessions, place_staff_member
from customer_connect.domain.identity.models import StaffMember, User
from customer_connect.staff.requests import anonymous_of
from customer_connect.staff.signin.claims import NoPlaceClaimed, rules_in_force
from customer_connect.staff.signin.news import tell_staff

NOT_KNOWN = (
    "Single sign-on did not tell us of anybody on the staff here. Ask your administrator to add you, with the email "
    "address that single sign-on has verified."
)
NO_PLACE = "Single sign-on knows you, but gives you no role or office here. Ask whoever looks after your account there."
ELSEWHERE = (
    "Your role comes from single sign-on. Please sign in with it: a password or passkey does not let you in."
)


class StaffSingleSignOnAdapter(DefaultSocialAccountAdapter):
    """What allauth asks about somebody whom the provider sent."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Make no account."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whose account it is: by the provider's subject, and the first time by an email that it has verified.

        What the provider said of them is used and not kept.
        """
        claims = _claims_of(sociallogin)
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            staff = StaffMember.objects.active().filter(user=sociallogin.user).first()
        else:
            staff = _not_connected(StaffMember.objects.active().with_email(_verified_email(claims)).first())
        if staff is None:
            record("staff.sso_refused", by=anonymous_of(request), reason="not_known")
            raise ImmediateHttpResponse(refusal(request, NOT_KNOWN))
        try:
            _place(request, staff, claims)
        except NoPlaceClaimed as problem:
            if sociallogin.is_existing:
                end_staff_sessions(staff=staff, by=anonymous_of(request))
            record("staff.sso_refused", by=anonymous_of(request), staff=staff.user_id, reason=problem.reason)
            raise ImmediateHttpResponse(refusal(request, NO_PLACE)) from problem
        if not sociallogin.is_existing:
            _connect(request, staff, sociallogin)

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> None:
        """Say that the provider let nobody in."""
        record("staff.sso_failed", by=anonymous_of(request))
        raise ImmediateHttpResponse(refusal(request, NOT_KNOWN))


def must_use_single_sign_on(user: User) -> bool:
    """Tell whether somebody's role comes from the provider: they sign in there, so that it is what it is now."""
    return rules_in_force() is not None and SocialAccount.objects.filter(user=user).exists()


def refusal(request: HttpRequest, why: str) -> HttpResponse:
    """Answer that somebody is not let in."""
    return render(request, "staff/signin/not_let_in.html", {"why": why}, status=403)


def _claims_of(sociallogin: SocialLogin) -> dict[str, Any]:
    """Return what the provider says: the identity token's claims, and over them those of its page on the user."""
    said = sociallogin.account.extra_data
    return {**(said.get("id_token") or {}), **(said.get("userinfo") or {})}


def _verified_email(claims: Mapping[str, Any]) -> str:
    is_verified = claims.get("email_verified") in (True, "true") or (
        settings.STAFF_SSO_TRUSTS_EMAILS and "email_verified" not in claims
    )
    email = claims.get("email")
    return email if is_verified and isinstance(email, str) else ""


def _not_connected(staff: StaffMember | None) -> StaffMember | None:
    """Return somebody who never came this way. Emails are given to others in time; the subject is who came."""
    is_another = staff is not None and SocialAccount.objects.filter(user=staff.user_id).exists()
    return None if is_another else staff


def _place(request: HttpRequest, staff: StaffMember, claims: Mapping[str, Any]) -> None:
    """Give somebody the role and office that the claims say, where the agency wants it. Raises NoPlaceClaimed."""
    rules = rules_in_force()
    if rules is not None:
        place = rules.place_of(staff, claims)
        place_staff_member(staff=staff, role=place.role, office=place.office, by=anonymous_of(request))


@transaction.atomic
def _connect(request: HttpRequest, staff: StaffMember, sociallogin: SocialLogin) -> None:
    sociallogin.user = sociallogin.account.user = staff.user
    sociallogin.account.save()
    record("staff.sso_connected", by=anonymous_of(request), staff=staff.user_id)
    tell_staff(staff, "socialaccount/email/account_connected", by=anonymous_of(request))
