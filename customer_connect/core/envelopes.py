"""Files sealed for several readers, in a standard format: CMS AuthEnvelopedData (RFC 5083, 5084) with AES-256-GCM.

A file key drawn for each file is wrapped for us, with a key of the ring (KEKRecipientInfo, RFC 3394), and for each
certificate (KeyTransRecipientInfo, RSA-OAEP with SHA-256). Whoever holds the private key of a certificate opens the
file with `openssl cms -decrypt -binary -inform DER -in FILE -inkey KEY.pem`.
"""

import os
from collections.abc import Sequence

from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings

from customer_connect.core.sealing import CannotOpen

_NONCE_BYTES, _TAG_BYTES, _KEY_BYTES = 12, 16, 32
# ASN.1 tags.
_INTEGER, _OCTETS, _NULL, _OID, _SEQUENCE, _SET = 0x02, 0x04, 0x05, 0x06, 0x30, 0x31
_CONTEXT_0, _EXPLICIT_0, _EXPLICIT_1, _IMPLICIT_2 = 0x80, 0xA0, 0xA1, 0xA2
# Object identifiers, in DER.
_DATA = bytes.fromhex("06092a864886f70d010701")
_AUTH_ENVELOPED_DATA = bytes.fromhex("060b2a864886f70d0109100117")
_AES_256_GCM = bytes.fromhex("060960864801650304012e")
_AES_256_WRAP = bytes.fromhex("060960864801650304012d")
_RSA_OAEP = bytes.fromhex("06092a864886f70d010107")
_MGF1 = bytes.fromhex("06092a864886f70d010108")
_SHA_256 = bytes.fromhex("0609608648016503040201")


def seal_file(content: bytes, *, purpose: str, readers: Sequence[x509.Certificate] = ()) -> bytes:
    """Encrypt a file for us, with the newest key of the ring, and for each reader (certificates with RSA keys)."""
    file_key, nonce = os.urandom(_KEY_BYTES), os.urandom(_NONCE_BYTES)
    sealed = AESGCM(file_key).encrypt(nonce, content, None)
    recipients = [_for_us(file_key, purpose), *(_for_reader(file_key, reader) for reader in readers)]
    algorithm = _der(_SEQUENCE, _AES_256_GCM, _der(_SEQUENCE, _der(_OCTETS, nonce), _integer(_TAG_BYTES)))
    body = _der(_CONTEXT_0, memoryview(sealed)[:-_TAG_BYTES])
    return _der(
        _SEQUENCE,
        _AUTH_ENVELOPED_DATA,
        _der(
            _EXPLICIT_0,
            _der(
                _SEQUENCE,
                _integer(0),
                _der(_SET, *sorted(recipients)),
                _der(_SEQUENCE, _DATA, algorithm, body),
                _der(_OCTETS, sealed[-_TAG_BYTES:]),
            ),
        ),
    )


def open_file(sealed: bytes, *, purpose: str) -> bytes:
    """Decrypt what `seal_file` made, with the key ring. Raises CannotOpen."""
    try:
        recipients, encrypted, mac = _parts_of_file(sealed)
        ring_name, wrapped = _ours(recipients)
        file_key = aes_key_unwrap(_wrapping_key(ring_name, purpose), wrapped)
        _, algorithm, body = _parts(encrypted)
        nonce = bytes(_parts(_parts(algorithm[1])[1][1])[0][1])
        return AESGCM(file_key).decrypt(nonce, bytes(body[1]) + bytes(mac), None)
    except (IndexError, KeyError, StopIteration, ValueError, InvalidTag, InvalidUnwrap) as error:
        raise CannotOpen from error


def key_name_of_file(sealed: bytes) -> str:
    """Return the name of the key of the ring that a file was sealed with. Raises CannotOpen for no sealed file."""
    try:
        return _ours(_parts_of_file(sealed)[0])[0]
    except (IndexError, StopIteration, ValueError) as error:
        raise CannotOpen from error


def _parts_of_file(sealed: bytes) -> tuple[memoryview, memoryview, memoryview]:
    """Return the recipients, the encrypted content with its algorithm, and the tag."""
    content_info = _parts(_parts(memoryview(sealed))[0][1])
    _, recipients, encrypted, mac = _parts(_parts(content_info[1][1])[0][1])
    return recipients[1], encrypted[1], mac[1]


def _ours(recipients: memoryview) -> tuple[str, bytes]:
    """Return the name of our key and the file key that is wrapped with it."""
    ours = next(body for tag, body in _parts(recipients) if tag == _IMPLICIT_2)
    _, key_id, _, wrapped = _parts(ours)
    return bytes(_parts(key_id[1])[0][1]).decode(), bytes(wrapped[1])


def _for_us(file_key: bytes, purpose: str) -> bytes:
    name = list(settings.SEALING_KEYS)[-1]
    return _der(
        _IMPLICIT_2,
        _integer(4),
        _der(_SEQUENCE, _der(_OCTETS, name.encode())),
        _der(_SEQUENCE, _AES_256_WRAP),
        _der(_OCTETS, aes_key_wrap(_wrapping_key(name, purpose), file_key)),
    )


def _for_reader(file_key: bytes, reader: x509.Certificate) -> bytes:
    public_key = reader.public_key()
    if not isinstance(public_key, RSAPublicKey):
        raise TypeError("The certificate's key is not an RSA key")
    sha_256 = _der(_SEQUENCE, _SHA_256, _der(_NULL))
    oaep = _der(
        _SEQUENCE,
        _RSA_OAEP,
        _der(
            _SEQUENCE,
            _der(_EXPLICIT_0, sha_256),
            _der(_EXPLICIT_1, _der(_SEQUENCE, _MGF1, sha_256)),
        ),
    )
    wrapped = public_key.encrypt(file_key, OAEP(MGF1(SHA256()), SHA256(), None))
    return _der(
        _SEQUENCE,
        _integer(0),
        _der(_SEQUENCE, reader.issuer.public_bytes(), _integer(reader.serial_number)),
        oaep,
        _der(_OCTETS, wrapped),
    )


def _wrapping_key(name: str, purpose: str) -> bytes:
    """Return the key that wraps file keys for one purpose, made from a key of the ring."""
    return HKDF(SHA256(), _KEY_BYTES, None, f"envelope:{purpose}".encode()).derive(
        settings.SEALING_KEYS[name]
    )


def _integer(number: int) -> bytes:
    return _der(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1))


def _der(tag: int, *parts: bytes | memoryview) -> bytes:
    """Return one ASN.1 value: tag, length, contents."""
    length = sum(len(part) for part in parts)
    if length < 0x80:
        head = bytes([tag, length])
    else:
        size = length.to_bytes((length.bit_length() + 7) // 8)
        head = bytes([tag, 0x80 | len(size)]) + size
    return b"".join([head, *parts])


def _parts(data: memoryview) -> list[tuple[int, memoryview]]:
    """Return the tags and contents of the ASN.1 values that stand one after the other."""
    found: list[tuple[int, memoryview]] = []
    at = 0
    while at < len(data):
        tag, length = data[at], data[at + 1]
        at += 2
        if length >= 0x80:
            size = length & 0x7F
            length = int.from_bytes(data[at : at + size])
            at += size
        if at + length > len(data):
            raise ValueError("The file ends too early")
        found.append((tag, data[at : at + length]))
        at += length
    return found
