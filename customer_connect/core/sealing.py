"""Sealed values: AES-GCM with a key ring for rotation, and keyed blind indexes to find them by.

A sealed value is `key name length (1 byte) | key name | nonce (12) | ciphertext and tag`. What it is sealed for
(`purpose`, such as "ssn") is bound to it: opening it for something else fails.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE_BYTES = 12


class CannotOpen(Exception):
    """The value was not sealed with a key of the ring, or not for this purpose, or was changed."""


def seal(text: str, *, purpose: str) -> bytes:
    """Encrypt text with the newest key of the ring."""
    name = list(settings.SEALING_KEYS)[-1]
    nonce = os.urandom(_NONCE_BYTES)
    label = name.encode()
    sealed = AESGCM(settings.SEALING_KEYS[name]).encrypt(nonce, text.encode(), purpose.encode())
    return bytes([len(label)]) + label + nonce + sealed


def unseal(sealed: bytes, *, purpose: str) -> str:
    """Decrypt what `seal` made. Raises CannotOpen."""
    try:
        label_end = 1 + sealed[0]
        key = settings.SEALING_KEYS[sealed[1:label_end].decode()]
        nonce_end = label_end + _NONCE_BYTES
        return AESGCM(key).decrypt(sealed[label_end:nonce_end], sealed[nonce_end:], purpose.encode()).decode()
    except (IndexError, KeyError, UnicodeDecodeError, ValueError, InvalidTag) as error:
        raise CannotOpen from error


def key_name_of(sealed: bytes) -> str:
    """Return the name of the key that a value was sealed with, or nothing where it is no sealed value."""
    label = sealed[1 : 1 + sealed[0]] if sealed else b""
    return label.decode(errors="replace")


def blind_index(text: str, *, purpose: str) -> bytes:
    """Return the keyed fingerprint (32 bytes) by which a sealed value is found."""
    return hmac.new(settings.BLIND_INDEX_KEY, f"{purpose}:{text}".encode(), hashlib.sha256).digest()
