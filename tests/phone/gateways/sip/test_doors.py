"""Whose packets are let in: on real sockets, from several addresses of this machine, and the programs by hand."""

import ipaddress
import socket
import struct

import pytest

from customer_connect.phone.gateways.sip import doors


def passes(program: list[tuple[int, int, int, int]], header: bytes) -> bool:
    """Run a filter on a network header, as the kernel does."""
    at, value = 0, 0
    while True:
        code, if_true, if_false, k = program[at]
        at += 1
        if code == 0x20:
            value = struct.unpack_from("!I", header, k - 0xFFF00000)[0]
        elif code == 0x54:
            value &= k
        elif code == 0x15:
            at += if_true if value == k else if_false
        else:
            return k != 0


@pytest.mark.parametrize(
    ("source", "is_let_in"),
    [
        ("192.0.2.10", True),
        ("192.0.2.11", False),
        ("198.51.100.255", True),
        ("198.51.101.0", False),
        ("2001:db8:1:2::5", True),
        ("2001:db8:1:3::5", False),
        ("2001:db8:f::7", True),
        ("2001:db8:f::8", False),
    ],
)
def test_only_listed_networks_are_let_in(source: str, is_let_in: bool):
    allowed = doors.networks_of(["192.0.2.10", "198.51.100.0/24", "2001:db8:1:2::/64", " 2001:db8:f::7"])
    address = ipaddress.ip_address(source)
    header = bytes(12 if address.version == 4 else 8) + address.packed + bytes(20)
    program = doors.program_for([network for network in allowed if network.version == address.version])
    assert passes(program, header) is is_let_in


def test_everybody_is_let_in_by_a_list_of_everybody_and_nobody_by_none():
    header = bytes(12) + ipaddress.ip_address("203.0.113.9").packed + bytes(20)
    assert passes(doors.program_for(doors.networks_of(["0.0.0.0/0"])), header)
    assert not passes(doors.program_for([]), header)


@pytest.mark.parametrize("kind", [socket.SOCK_DGRAM, socket.SOCK_STREAM])
def test_the_kernel_drops_what_comes_from_others(kind: socket.SocketKind, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doors, "_LOOPBACK", ())
    with socket.socket(socket.AF_INET, kind) as door:
        door.bind(("127.0.0.1", 0))
        if kind == socket.SOCK_STREAM:
            door.listen()
        door.settimeout(2)
        doors.close_to_others(["127.0.0.5", "127.1.0.0/16"], ports=[door.getsockname()[1]])
        for source in ("127.0.0.6", "127.0.0.5", "127.1.2.3"):
            with socket.socket(socket.AF_INET, kind) as caller:
                caller.bind((source, 0))
                caller.settimeout(0.2)
                if kind == socket.SOCK_DGRAM:
                    caller.sendto(source.encode(), door.getsockname())
                else:
                    try:
                        caller.connect(door.getsockname())
                    except TimeoutError:
                        assert source == "127.0.0.6"
        let_in = [door.recvfrom(20)[1][0] if kind == socket.SOCK_DGRAM else _accept(door) for _ in range(2)]
        assert let_in == ["127.0.0.5", "127.1.2.3"]


def _accept(door: socket.socket) -> str:
    caller, (address, _) = door.accept()
    caller.close()
    return str(address)


def test_a_door_that_is_not_there_cannot_be_closed():
    with pytest.raises(doors.NoDoor):
        doors.close_to_others(["192.0.2.1"], ports=[1])
    with pytest.raises(ValueError, match="nonsense"):
        doors.close_to_others(["nonsense"], ports=[])
