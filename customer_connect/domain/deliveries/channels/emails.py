"""Email, through Django's backend (SMTP in production)."""

import smtplib
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from customer_connect.core.agencies import agency
from customer_connect.domain.deliveries.channels.outcomes import Refused, TryAgainLater
from customer_connect.domain.deliveries.messages import Message
from customer_connect.domain.deliveries.models import BadEmail, Delivery
from customer_connect.domain.deliveries.rendering import render_email
from customer_connect.providers.mailboxes.reports import first_status, is_of_bad_address

_NO_SUCH_MAILBOX = {550, 551, 553}  # RFC 5321, 4.2.3


def send_email(delivery: Delivery, message: Message) -> str:
    """Hand one email to the mail server and return its Message-ID, which is the same at each try.

    Where the agency reads a bounce mailbox, the envelope's sender names the delivery too, so that what comes back is
    known by the address it came back to. Raises TryAgainLater or Refused.
    """
    if not message.was_just_asked_for and BadEmail.objects.of(delivery.address).exists():
        raise Refused  # it came back from there since this was queued
    rendered = render_email(message, language=delivery.language)
    sender_domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    message_id = f"<{delivery.key}@{sender_domain}>"
    email = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=_envelope_sender(delivery),
        to=[delivery.address],
        headers={
            "From": formataddr((str(agency().product), settings.DEFAULT_FROM_EMAIL)),
            "Reply-To": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": message_id,
            # No answers from machines: to such mail (RFC 3834), and from Exchange.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": delivery.language,
        },
        alternatives=[(rendered.html, "text/html")],
    )
    try:
        email.send()
    except smtplib.SMTPRecipientsRefused as error:
        [(code, said), *_] = error.recipients.values()
        raise (Refused(_bad_address_status(code, said)) if _is_final(code) else TryAgainLater()) from error
    except smtplib.SMTPDataError as error:
        raise (Refused if _is_final(error.smtp_code) else TryAgainLater) from error
    except (smtplib.SMTPException, OSError) as error:
        # No connection, no answer, or a mail server that refuses us as a sender: nothing that this address did.
        raise TryAgainLater from error
    return message_id


def _envelope_sender(delivery: Delivery) -> str:
    """Return where undelivered mail is to come back to: bounces+KEY@… where there is a mailbox for it."""
    if not settings.BOUNCE_ADDRESS:
        return str(settings.DEFAULT_FROM_EMAIL)
    name, _, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{name}+{delivery.key.hex}@{domain}"


def _bad_address_status(code: int, said: bytes) -> str:
    """Return the status of a recipient that takes no mail for good, or nothing: we or this message may be at fault."""
    status = first_status(said.decode(errors="replace")) or ("5.1.1" if code in _NO_SUCH_MAILBOX else "")
    return status if is_of_bad_address(status) else ""


def _is_final(code: int) -> bool:
    return 500 <= code < 600
