"""How allauth signs staff in: our passwords, our throttles, our trail, our outbox. Nobody signs up."""

import time
from base64 import b64decode, b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.core.browsers import device_of, network_of
from customer_connect.core.sealing import seal, unseal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.identity.actions.staff_accounts import note_staff_sign_in
from customer_connect.domain.identity.actions.staff_tries import check_staff_password
from customer_connect.domain.identity.models import StaffMember, User
from customer_connect.domain.identity.networks import summary_of
from customer_connect.domain.identity.relying_parties import relying_party
from customer_connect.domain.identity.sessions import DEVICE, NETWORK, SIGNED_IN_AT
from customer_connect.domain.identity.staff_backends import STAFF_BACKEND
from customer_connect.domain.identity.staff_exceptions import TooManyStaffTries, WrongPassword
from customer_connect.staff.requests import actor_of, anonymous_of
from customer_connect.staff.signin.news import tell_staff
from customer_connect.staff.signin.refusals import words_for
from customer_connect.staff.signin.second_steps import SECOND_FACTORS, note_second_step, was_given_at_sign_in
from customer_connect.staff.signin.single_sign_on import ELSEWHERE, must_use_single_sign_on, refusal

SECRET_PURPOSE = "staff-authenticator"  # noqa: S105 - names the purpose


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts of staff."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "The email or the password is not right.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Let nobody sign up: staff are added by `./connect staff add`."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the caller's address as every other page sees it."""
        return network_of(request)

    def get_login_stages(self) -> list[str]:
        """Ask for the second factor and nothing else after the password."""
        return ["customer_connect.staff.signin.stages.SecondStep"]

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Go to the first page."""
        return reverse("home:home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Go to the sign-in page, which says that one is out."""
        return f"{reverse('account_login')}?signed_out=1"

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return who has this email and password, or nobody. Raises ValidationError when there were too many tries."""
        email, password = credentials.get("username", ""), credentials.get("password", "")
        try:
            return check_staff_password(email=email, password=password, by=anonymous_of(request))
        except WrongPassword:
            return None
        except TooManyStaffTries as problem:
            raise ValidationError(words_for(problem)) from problem

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Tell whether this is the password of the one who is signed in."""
        assert isinstance(user, User)
        return self.authenticate(context.request, username=user.staff_member.email, password=password) == user

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:  # noqa: ARG002
        """Ask again for what gave access some minutes after it was given."""
        records = get_authentication_records(context.request, context.request.user)
        latest = max((entry["at"] for entry in records), default=0.0)
        return time.time() - latest > agency().session.reauthenticate_minutes * 60

    def pre_login(
        self,
        request: HttpRequest,
        user: AbstractBaseUser,
        signal_kwargs: dict[str, Any] | None = None,
        **_: Any,
    ) -> HttpResponse | None:
        """Let in active staff alone, whatever they proved, and by single sign-on alone whose role comes from there."""
        assert isinstance(user, User)
        if not StaffMember.objects.active().filter(user=user.pk).exists():
            raise PermissionDenied
        is_sent_by_provider = "sociallogin" in (signal_kwargs or {})
        if not is_sent_by_provider and must_use_single_sign_on(user):
            record("staff.sso_wanted", by=anonymous_of(request), staff=user.pk)
            return refusal(request, ELSEWHERE)
        return None

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Begin the session. Whoever was signed in with this browser no longer is."""
        assert isinstance(user, User)
        records = get_authentication_records(request, user)
        methods = sorted({str(entry.get("type", entry["method"])) for entry in records})
        is_second = was_given_at_sign_in(request, user)
        user.backend = STAFF_BACKEND
        super().login(request, user)
        request.session[SIGNED_IN_AT] = timezone.now().timestamp()
        request.session[DEVICE] = device_of(request)
        request.session[NETWORK] = summary_of(network_of(request))
        if is_second:
            note_second_step(request.session)
        note_staff_sign_in(staff=user.staff_member, methods=methods, by=actor_of(request))

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say what changed, but not that somebody signed in or out: they see that."""
        template = args[0] if args else kwargs.get("message_template") or ""
        if not template.startswith("account/messages/logged_"):
            super().add_message(request, level, *args, **kwargs)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,  # noqa: ARG002
        email: str | None = None,  # noqa: ARG002
    ) -> None:
        """Write down a change of somebody's means to sign in, and tell them by email."""
        assert isinstance(user, User)
        by = actor_of(self.request)
        record(f"staff.{template_prefix.rpartition('/')[2]}", by=by, staff=user.pk)
        tell_staff(user.staff_member, template_prefix, by=by)


class StaffAuthenticatorAdapter(DefaultMFAAdapter):
    """Second factors of staff. Their secrets are sealed."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": "This code is not right."}

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return b64encode(seal(text, purpose=SECRET_PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return unseal(b64decode(encrypted_text), purpose=SECRET_PURPOSE)

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Name the account in the authenticator app."""
        assert isinstance(user, User)
        return user.staff_member.email

    def get_totp_issuer(self) -> str:
        """Name us in the authenticator app."""
        return f"{agency().product} staff"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last one: without a second factor nobody gets in."""
        left = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_FACTORS)
        return left.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """Name a passkey that its owner did not name."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return f"Passkey {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Say who we are to a passkey."""
        return {"id": relying_party().id, "name": f"{agency().product} staff"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """Say who they are to a passkey."""
        assert isinstance(user, User)
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.staff_member.email, "display_name": user.staff_member.name}
