"""Who we are to a passkey: the host and origin of CONNECT_PUBLIC_URL.

A passkey belongs to a host name, never to an IP address. The demo's http://127.0.0.1:8000 stands for
http://localhost:8000, the same machine under a name that passkeys take.
"""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings


@dataclass(frozen=True)
class RelyingParty:
    """`id` is the host name, `origin` the only address at which passkeys are asked for."""

    id: str
    origin: str


def relying_party() -> RelyingParty:
    """Return the one in force."""
    url = urlsplit(settings.PUBLIC_URL)
    host = url.hostname or ""
    if _is_this_machine(host):
        host = "localhost"
    return RelyingParty(host, f"{url.scheme}://{host}" + (f":{url.port}" if url.port else ""))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
