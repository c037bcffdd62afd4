"""What must be set before letters leave the house."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.conf import settings
from django.core.checks import CheckMessage, Error, messages, register
from django.utils import timezone

from customer_connect.core.dates import format_day
from customer_connect.domain.deliveries.print_shop_certificates import ends_soon_on, readers


@register
def print_shop_can_open_its_files(**_: Any) -> list[CheckMessage]:
    """Refuse a print shop elsewhere without a certificate, and a certificate that files cannot be sealed for.

    Warns of one that ends within a month: the shop has to make a new one, and that takes time.
    """
    if not settings.PRINTING_CERTIFICATE:
        if settings.PRINTING_PROVIDER.endswith(".SftpPrintShop"):
            hint = "Set CONNECT_PRINTING_CERTIFICATE to the print shop's certificate (PEM)."
            return [Error("The print shop could not open its files.", hint=hint, id="deliveries.E001")]
        return []
    try:
        certificates = readers()
    except (OSError, ValueError) as error:
        return [Error(f"The print shop's certificate cannot be read: {error}", id="deliveries.E002")]
    if not all(isinstance(reader.public_key(), RSAPublicKey) for reader in certificates):
        return [Error("The print shop's certificate must have an RSA key.", id="deliveries.E003")]
    ends_on = ends_soon_on(timezone.now())
    if ends_on is not None:
        hint = (
            "Ask the print shop for a new one, and name it in CONNECT_PRINTING_CERTIFICATE (docs/letters.md)."
        )
        problem = f"The print shop's certificate is good until {format_day(ends_on)}, no longer."
        return [messages.Warning(problem, hint=hint, id="deliveries.W001")]
    return []
