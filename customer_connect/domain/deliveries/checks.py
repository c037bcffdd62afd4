"""What must be set before letters leave the house."""

from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def print_shop_can_open_its_files(**_: Any) -> list[CheckMessage]:
    """Refuse a print shop elsewhere without a certificate, and a certificate that files cannot be sealed for."""
    if not settings.PRINTING_CERTIFICATE:
        if settings.PRINTING_PROVIDER.endswith(".SftpPrintShop"):
            hint = "Set CONNECT_PRINTING_CERTIFICATE to the print shop's certificate (PEM)."
            return [Error("The print shop could not open its files.", hint=hint, id="deliveries.E001")]
        return []
    try:
        readers = x509.load_pem_x509_certificates(Path(settings.PRINTING_CERTIFICATE).read_bytes())
    except (OSError, ValueError) as error:
        return [Error(f"The print shop's certificate cannot be read: {error}", id="deliveries.E002")]
    if not all(isinstance(reader.public_key(), RSAPublicKey) for reader in readers):
        return [Error("The print shop's certificate must have an RSA key.", id="deliveries.E003")]
    return []
