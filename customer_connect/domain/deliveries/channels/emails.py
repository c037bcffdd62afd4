"""Email, through Django's backend (SMTP in production)."""

import smtplib
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from customer_connect.core.agencies import agency
from customer_connect.domain.deliveries.channels.outcomes import Refused, TryAgainLater
from customer_connect.domain.deliveries.messages import Message
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.rendering import render_email


def send_email(delivery: Delivery, message: Message) -> str:
    """Hand one email to the mail server and return its Message-ID, which is the same at each try.

    Raises TryAgainLater or Refused.
    """
    rendered = render_email(message, language=delivery.language)
    sender_domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    message_id = f"<{delivery.key}@{sender_domain}>"
    email = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=formataddr((str(agency().product), settings.DEFAULT_FROM_EMAIL)),
        to=[delivery.address],
        headers={
            "Message-ID": message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": delivery.language,
        },
        alternatives=[(rendered.html, "text/html")],
    )
    try:
        email.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        raise (Refused if all(_is_final(code) for code in codes) else TryAgainLater) from error
    except smtplib.SMTPDataError as error:
        raise (Refused if _is_final(error.smtp_code) else TryAgainLater) from error
    except (smtplib.SMTPException, OSError) as error:
        # No connection, no answer, or a mail server that refuses us as a sender: nothing that this address did.
        raise TryAgainLater from error
    return message_id


def _is_final(code: int) -> bool:
    return 500 <= code < 600
