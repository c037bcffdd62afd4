"""Settings under which letters could not be opened by whom they are for."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from customer_connect.domain.deliveries.checks import print_shop_can_open_its_files

SFTP = "customer_connect.providers.printing.sftp.SftpPrintShop"


def found():
    return [message.id for message in print_shop_can_open_its_files()]


def certificate(tmp_path, key, *, days=365):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Print Shop")])
    ends_at = datetime.now(UTC) + timedelta(days=days, hours=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), 77, ends_at - timedelta(days=730), ends_at)
    path = tmp_path / "shop.pem"
    path.write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return str(path)


def test_a_print_shop_elsewhere_needs_a_certificate(settings):
    settings.PRINTING_PROVIDER = SFTP
    assert found() == ["deliveries.E001"]


def test_a_print_room_in_the_house_needs_none():
    assert found() == []


@pytest.mark.parametrize(
    ("key", "ids"),
    [
        (rsa.generate_private_key(65537, 2048), []),
        (ec.generate_private_key(ec.SECP256R1()), ["deliveries.E003"]),
    ],
)
def test_the_certificate_must_have_an_rsa_key(settings, tmp_path, key, ids):
    settings.PRINTING_PROVIDER = SFTP
    settings.PRINTING_CERTIFICATE = certificate(tmp_path, key)
    assert found() == ids


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_certificate_that_cannot_be_read_is_told_of(settings, tmp_path, content):
    path = tmp_path / "shop.pem"
    if content:
        path.write_text(content)
    settings.PRINTING_CERTIFICATE = str(path)
    assert found() == ["deliveries.E002"]


@pytest.mark.parametrize(("days", "ids"), [(31, []), (29, ["deliveries.W001"]), (-3, ["deliveries.W001"])])
def test_a_certificate_that_ends_within_a_month_or_has_ended_is_told_of(settings, tmp_path, days, ids):
    key = rsa.generate_private_key(65537, 2048)
    settings.PRINTING_CERTIFICATE = certificate(tmp_path, key, days=days)
    assert found() == ids
