"""Sealed files: opened by us with the key ring, by others with a standard tool and their own key, by nobody else."""

import os
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from customer_connect.core.envelopes import open_file, seal_file
from customer_connect.core.sealing import CannotOpen

CONTENT = b"%PDF-1.7 482913 " + os.urandom(200_000)


def certificate_of(key):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Print Shop")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder(name, name, key.public_key(), 0x9F00FF)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )


@pytest.fixture(scope="module")
def shop_key():
    return rsa.generate_private_key(65537, 2048)


@pytest.mark.parametrize("content", [b"", b"x", CONTENT])
def test_what_we_sealed_we_can_open(content):
    assert open_file(seal_file(content, purpose="print-file"), purpose="print-file") == content


def test_the_print_shop_opens_it_with_openssl(tmp_path, shop_key):
    (tmp_path / "file").write_bytes(
        seal_file(CONTENT, purpose="print-file", readers=[certificate_of(shop_key)])
    )
    (tmp_path / "key.pem").write_bytes(
        shop_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    opened = subprocess.run(
        ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", "file", "-inkey", "key.pem"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert opened.stdout == CONTENT


def test_a_file_for_the_print_shop_is_still_ours_to_open(shop_key):
    sealed = seal_file(CONTENT, purpose="print-file", readers=[certificate_of(shop_key)])
    assert open_file(sealed, purpose="print-file") == CONTENT


def test_nothing_of_it_can_be_read(shop_key):
    assert b"482913" not in seal_file(CONTENT, purpose="print-file", readers=[certificate_of(shop_key)])


def test_another_purpose_does_not_open_it():
    with pytest.raises(CannotOpen):
        open_file(seal_file(b"secret", purpose="print-file"), purpose="upload")


def test_a_key_that_left_the_ring_does_not_open_it(settings):
    sealed = seal_file(b"secret", purpose="print-file")
    settings.SEALING_KEYS = {"next": os.urandom(32)}
    with pytest.raises(CannotOpen):
        open_file(sealed, purpose="print-file")


def test_an_older_key_of_the_ring_still_opens_it(settings):
    sealed = seal_file(b"secret", purpose="print-file")
    settings.SEALING_KEYS = {**settings.SEALING_KEYS, "next": os.urandom(32)}
    assert open_file(sealed, purpose="print-file") == b"secret"


def test_a_changed_or_shortened_file_is_refused():
    sealed = seal_file(b"a secret that is long enough", purpose="print-file")
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        try:
            opened = open_file(bytes(changed), purpose="print-file")
        except CannotOpen:
            continue
        # Parts that only name the format are not part of what is proven; the content is what it was.
        assert opened == b"a secret that is long enough"
    for length in range(len(sealed)):
        with pytest.raises(CannotOpen):
            open_file(sealed[:length], purpose="print-file")


def test_a_certificate_without_an_rsa_key_is_refused():
    with pytest.raises(TypeError):
        seal_file(
            b"x", purpose="print-file", readers=[certificate_of(ec.generate_private_key(ec.SECP256R1()))]
        )
