"""Hashing of PINs: Argon2id over an HMAC with a key that is not in the database.

A PIN of six digits falls at once to whoever holds its plain hash; without the pepper they hold nothing. The user's
number is in the HMAC too, so that a hash copied to another user's row opens nothing.
"""

import hashlib
import hmac
import os
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from django.conf import settings

# m = 19 MiB, t = 2, p = 1: OWASP's minimum for Argon2id, 23 verifications a second and core.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_AT_ONCE = BoundedSemaphore(os.cpu_count() or 1)


def hash_pin(pin: str, *, user_id: int) -> str:
    """Return the hash to keep of a user's PIN."""
    with _AT_ONCE:
        return HASHER.hash(_peppered(pin, user_id))


def is_pin(pin: str, *, user_id: int, hashed: str) -> bool:
    """Tell whether this is the PIN behind a hash."""
    with _AT_ONCE:
        try:
            return HASHER.verify(hashed, _peppered(pin, user_id))
        except (VerificationError, InvalidHashError):
            return False


def pretend_to_check(pin: str) -> None:
    """Do the work of `is_pin` for a number that has no PIN."""
    is_pin(pin, user_id=0, hashed=_nobodys_hash())


@cache
def _nobodys_hash() -> str:
    return hash_pin(os.urandom(16).hex(), user_id=0)


def _peppered(pin: str, user_id: int) -> bytes:
    return hmac.new(settings.PIN_PEPPER, f"{user_id}:{pin}".encode(), hashlib.sha256).digest()
