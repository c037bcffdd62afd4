"""Does it answer? Asked from outside, by SIP itself."""

import json
import socket
import uuid
from pathlib import Path
from typing import Any


def is_answering(address: str, port: int, *, within: float = 1.0) -> bool:
    """Send an OPTIONS over UDP, and tell whether it is answered with 200 in so many seconds."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.settimeout(within)
        try:
            probe.connect((address, port))
            here, our_port = probe.getsockname()[:2]
            probe.send(_options(address, port, here, our_port))
            return probe.recv(4096).startswith(b"SIP/2.0 200")
        except OSError:  # refused, or too late
            return False


def health_of(file: Path) -> dict[str, Any] | None:
    """Read what a process last wrote about itself, or nothing where none runs."""
    try:
        health: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return health


def _options(address: str, port: int, here: str, our_port: int) -> bytes:
    name = uuid.uuid4().hex
    lines = [
        f"OPTIONS sip:{address}:{port} SIP/2.0",
        f"Via: SIP/2.0/UDP {here}:{our_port};branch=z9hG4bK{name};rport",
        "Max-Forwards: 1",
        f"From: <sip:probe@{here}>;tag={name[:8]}",
        f"To: <sip:{address}:{port}>",
        f"Call-ID: {name}",
        "CSeq: 1 OPTIONS",
        f"Contact: <sip:probe@{here}:{our_port}>",
        "Content-Length: 0",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
