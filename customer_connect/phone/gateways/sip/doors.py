"""Whose packets are let in: address lists, kept by the kernel on the sockets that listen for SIP.

The stack asks nobody for a password on INVITE, so whoever reaches its port can call. With a list, what comes from other
networks is dropped before the stack sees it, on UDP, TCP and TLS alike, and nothing tells them that somebody is here.
Sound (RTP) has ports of its own, which are open only during a call.
"""

import ctypes
import ipaddress
import socket
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_SO_ATTACH_FILTER = 26
_LOOPBACK = ("127.0.0.0/8", "::1/128")

# Classic BPF. From this offset on a filter reads the network header, whatever the transport above it.
_NETWORK_HEADER = 0xFFF00000
_LOAD_WORD, _AND, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x54, 0x15, 0x06
_SOURCE_AT = {4: 12, 6: 8}
_PASS, _DROP = 0xFFFFFFFF, 0


class _Instruction(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("k", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction))]


class NoDoor(Exception):
    """Nothing listens there, so nothing could be closed."""


def networks_of(texts: Iterable[str]) -> list[Network]:
    """Read addresses and networks ("192.0.2.10", "192.0.2.0/24"). Raises ValueError."""
    return [ipaddress.ip_network(text.strip()) for text in texts]


def close_to_others(allowed: Sequence[str], *, ports: Iterable[int]) -> None:
    """Drop what comes to these ports of this process from other networks; this machine itself is let in.

    Raises ValueError, NoDoor, OSError.
    """
    networks = networks_of((*allowed, *_LOOPBACK))
    missing = set(ports)
    wanted = frozenset(missing)
    for door in _own_sockets():
        with door:
            port = _port_of(door)
            if port in wanted:
                version = 6 if door.family == socket.AF_INET6 else 4
                _attach(door, program_for([each for each in networks if each.version == version]))
                missing.discard(port)
    if missing:
        raise NoDoor(f"Nothing listens on {', '.join(map(str, sorted(missing)))}")


def program_for(networks: Sequence[Network]) -> list[tuple[int, int, int, int]]:
    """Return the filter that passes what comes from these networks, all of one version."""
    program: list[tuple[int, int, int, int]] = []
    for network in networks:
        words = list(zip(_words(network.network_address), _words(network.netmask), strict=True))
        tests = [(number, word, mask) for number, (word, mask) in enumerate(words) if mask]
        for left, (number, word, mask) in zip(range(len(tests), 0, -1), tests, strict=True):
            program += [
                (_LOAD_WORD, 0, 0, _NETWORK_HEADER + _SOURCE_AT[network.version] + 4 * number),
                (_AND, 0, 0, mask),
                # On to the next word, or past what is left of this network.
                (_JUMP_IF_EQUAL, 0, 3 * (left - 1) + 1, word),
            ]
        program.append((_RETURN, 0, 0, _PASS))
    return [*program, (_RETURN, 0, 0, _DROP)]


def _words(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[int]:
    packed = address.packed
    return [int.from_bytes(packed[at : at + 4], "big") for at in range(0, len(packed), 4)]


def _own_sockets() -> Iterable[socket.socket]:
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            if str(link.readlink()).startswith("socket:"):
                yield socket.socket(fileno=socket.dup(int(link.name)))


def _port_of(door: socket.socket) -> int:
    if door.family not in {socket.AF_INET, socket.AF_INET6}:
        return 0
    is_connected = False
    with suppress(OSError):
        door.getpeername()
        is_connected = True
    return 0 if is_connected else int(door.getsockname()[1])


def _attach(door: socket.socket, program: Sequence[tuple[int, int, int, int]]) -> None:
    instructions = (_Instruction * len(program))(*(_Instruction(*each) for each in program))
    whole = _Program(len(program), instructions)
    door.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, bytes(whole))
