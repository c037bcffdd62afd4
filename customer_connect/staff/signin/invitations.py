"""Links with which staff choose a password. They work once and for three days (settings.PASSWORD_RESET_TIMEOUT)."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from customer_connect.core.languages import Language
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.destinations import Email
from customer_connect.domain.deliveries.messages import StaffInvitation
from customer_connect.domain.identity.models import StaffMember


def invite(staff: StaffMember, *, by: Actor) -> str:
    """Queue an email with the link for choosing a password, and return the link."""
    link = settings.PUBLIC_URL + reverse(
        "signin:choose_password",
        urlconf=settings.STAFF_URLCONF,
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(staff.user_id)),
            "token": default_token_generator.make_token(staff.user),
        },
    )
    lifetime = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    queue_message(
        participant=None,
        to=Email(staff.email),
        message=StaffInvitation(link=link, days=lifetime.days),
        language=Language.ENGLISH,
        useful_for=lifetime,
        by=by,
    )
    record("staff.invited", by=by, staff=staff.user_id)
    return link
