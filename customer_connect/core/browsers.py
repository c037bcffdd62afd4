"""What a request tells of where it comes from: the network, and the browser as its owner would name it.

No versions, nothing that singles out a machine.
"""

import re

from django.conf import settings
from django.http import HttpRequest

# 203.0.113.7:4711, [2001:db8::7]:4711, [2001:db8::7]
_WITH_PORT = re.compile(r"\[(?P<six>[0-9a-fA-F:.]{2,45})\](?::\d+)?|(?P<four>\d+\.\d+\.\d+\.\d+):\d+")
_LONGEST_ADDRESS = 64  # characters, of what the audit trail keeps
_BROWSERS = (
    (re.compile(r"Edg(e|A|iOS)?/"), "Edge"),
    (re.compile(r"SamsungBrowser/"), "Samsung Internet"),
    (re.compile(r"OPR/|Opera"), "Opera"),
    (re.compile(r"Firefox/|FxiOS/"), "Firefox"),
    (re.compile(r"Chrome/|CriOS/"), "Chrome"),
    (re.compile(r"Safari/"), "Safari"),
)
_SYSTEMS = (
    (re.compile(r"iPhone"), "iPhone"),
    (re.compile(r"iPad"), "iPad"),
    (re.compile(r"Android"), "Android"),
    (re.compile(r"CrOS"), "Chromebook"),
    (re.compile(r"Windows"), "Windows"),
    (re.compile(r"Macintosh|Mac OS X"), "Mac"),
    (re.compile(r"Linux"), "Linux"),
)


def network_of(request: HttpRequest) -> str:
    """Return the caller's IP address, read past as many reverse proxies as the agency runs."""
    remote: str = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        forwarded = [
            part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
        ]
        if len(forwarded) >= settings.TRUSTED_PROXIES:
            return _without_port(forwarded[-settings.TRUSTED_PROXIES])
    return remote


def device_of(request: HttpRequest) -> str:
    """Return the browser and system behind a request, as far as they are known."""
    agent = request.headers.get("User-Agent", "")
    names = (_first(_BROWSERS, agent), _first(_SYSTEMS, agent))
    return ", ".join(name for name in names if name)


def _without_port(address: str) -> str:
    """Return an address as a proxy wrote it, without the port that some add: each connection has another one."""
    if found := _WITH_PORT.fullmatch(address):
        return found["six"] or found["four"]
    return address[:_LONGEST_ADDRESS]


def _first(names: tuple[tuple[re.Pattern[str], str], ...], agent: str) -> str:
    return next((name for pattern, name in names if pattern.search(agent)), "")
