"""How the telephone side is set up: plain values, handed in by whoever starts it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

# One process of the stack in use breaks down at its 256th call.
MOST_CALLS = 255
# Calls above the limit that are told so in words before they are hung up; further ones get 486.
TURNED_AWAY_IN_WORDS = 10

Encryption = Literal["off", "offered", "required"]


@dataclass(frozen=True)
class Announcements:
    """What the gateway itself has to say, by language."""

    busy: Mapping[str, str]
    trouble: Mapping[str, str]
    closing: Mapping[str, str]


@dataclass(frozen=True)
class SipSettings:
    """One process. Raises ValueError for what cannot be."""

    announcements: Announcements
    address: str = "127.0.0.1"  # of the interface that is listened on; also the one in our SDP
    port: int = 5060  # UDP and TCP; TLS, where there is a certificate, is on the next one
    rtp_ports: tuple[int, int] = (10_000, 11_999)
    user: str = "connect"
    tty_users: frozenset[str] = frozenset()  # callers of these get text
    tty_unshifts_on_space: bool = False  # as some old machines do, and expect of others
    lines: Mapping[str, str] = field(
        default_factory=dict
    )  # user part → the number that it stands for, in E.164
    country: str = "US"  # of numbers that come without a country code
    line_header: str = ""  # a header of the INVITE that names the number dialled, where To does not
    allowed: tuple[str, ...] = ()  # networks that may send us SIP; () lets in everybody
    certificate: Path | None = None  # PEM with its key: opens TLS
    authorities: Path | None = (
        None  # whose certificates we trust when we call back by TLS; None: the system's
    )
    encryption: Encryption = "offered"  # of the sound: SRTP with keys in SDP
    transfers: Mapping[str, str] = field(default_factory=dict)  # queue of agents → SIP address
    most_calls: int = 200
    longest_call_seconds: float = 3600.0
    lost_after_seconds: int = 30  # without a packet of sound
    drain_seconds: float = 600.0
    dialogue_threads: int = 8
    speech_threads: int = 4
    health_file: Path | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.most_calls <= MOST_CALLS - TURNED_AWAY_IN_WORDS:
            raise ValueError(f"most_calls is 1 to {MOST_CALLS - TURNED_AWAY_IN_WORDS} for one process")
        if self.encryption == "required" and self.certificate is None:
            raise ValueError(
                "encryption is required, but its keys would travel in the clear: set a certificate"
            )

    @property
    def ports(self) -> list[int]:
        """Where SIP is listened for: UDP and TCP on the first, TLS on the second, where there is a certificate."""
        return [self.port, self.port + 1] if self.certificate else [self.port]

    @property
    def allowed_by_port(self) -> dict[int, tuple[str, ...]]:
        """Who may send SIP, for each port that is not open to everybody. () is this machine alone."""
        allowed = dict.fromkeys(self.ports, self.allowed) if self.allowed else {}
        if self.encryption == "required":
            allowed[self.port] = ()  # the keys of the sound would come in the clear
        return allowed
