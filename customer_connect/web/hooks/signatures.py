"""Who calls a hook proves it by a signature over the time and the body."""

import hashlib
import hmac
import time

from django.http import HttpRequest

# How far the caller's clock may be off, and for how long a call can be repeated (which changes nothing).
SECONDS_VALID = 300


def is_signed(request: HttpRequest, *, secret: str) -> bool:
    """Tell whether a call is signed with the secret, and lately.

    `X-Connect-Timestamp` is in seconds since 1970; `X-Connect-Signature` is `sha256=` and the HMAC-SHA256, in hex, of
    the timestamp, a point and the body.
    """
    timestamp = request.headers.get("X-Connect-Timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    signature = request.headers.get("X-Connect-Signature", "")
    expected = signature_of(request.body, timestamp=timestamp, secret=secret)
    is_right = hmac.compare_digest(signature.encode(), expected.encode())
    return is_right and abs(time.time() - int(timestamp)) <= SECONDS_VALID


def signature_of(body: bytes, *, timestamp: str, secret: str) -> str:
    """Return the signature as its header holds it."""
    signed = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"
