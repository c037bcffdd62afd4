"""What no well-behaved switch sends costs neither the process nor a line. bench/phone-fuzz does it 100,000 times."""

import itertools
import re
import socket
import time
from pathlib import Path

import pytest

from customer_connect.phone.gateways.sip.probes import health_of, is_answering
from tests.phone.gateways.sip.phones import call, on_the_phone
from tests.phone.gateways.sip.servers import Server, scripted
from tests.phone.gateways.sip.torture import addressed_here, invitation, messages, variations

pytestmark = pytest.mark.phone

DAMAGED = 1_500


def test_the_messages_of_rfc_4475_are_all_here_and_as_long_as_they_say():
    written = messages()
    assert len(written) == 49
    wrong_on_purpose = {"dblreq", "clerr", "ncl", "mcl01"}
    for name in written.keys() - wrong_on_purpose:
        head, _, body = written[name].partition(b"\r\n\r\n")
        for line in head.lower().split(b"\r\n"):
            field, _, value = line.partition(b":")
            if field.strip() in (b"content-length", b"l"):
                assert int(value) == len(body), name


def test_torture_and_damage_cost_neither_the_process_nor_a_line(tmp_path: Path):
    health = tmp_path / "health.json"
    with scripted(tmp_path, health_file=str(health)) as server, socket.socket(type=socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        line.connect(("127.0.0.1", server.port))
        line.setblocking(False)
        port = line.getsockname()[1]
        files = server.open_files
        whole = [each for message in messages().values() for each in (message, addressed_here(message, port))]
        for number, message in enumerate([*whole, *itertools.islice(variations(4475, port), DAMAGED)]):
            line.send(message)
            if number % 40 == 39:
                _listen(line)
                _still_answers(server)
        deadline = time.monotonic() + 40
        while (now := health_of(health)) is None or now["calls"] or server.open_files > files:
            assert time.monotonic() < deadline, (now, server.open_files, files)
            time.sleep(0.2)
        assert now["taken"] > 0
        assert now["stuck"] == 0
        _still_answers(server)
        assert server.stop() == 0


def test_an_invite_that_no_dialog_can_come_of_is_refused_and_leaves_nothing(tmp_path: Path):
    damages = [
        (rb"Contact: [^\r]*\r\n", b""),
        (rb"Contact: [^\r]*", b"Contact: <sip:"),
        (rb"Contact: [^\r]*", b"Contact: *"),
        (rb"Contact: ", b"Record-Route: <nonsense\r\nContact: "),
    ]
    health = tmp_path / "health.json"
    with scripted(tmp_path, health_file=str(health)) as server, socket.socket(type=socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        line.connect(("127.0.0.1", server.port))
        line.settimeout(5)
        files = server.open_files
        for number, (there, instead) in enumerate(damages * 5):
            damaged = re.sub(there, instead, invitation(line.getsockname()[1], number), count=1)
            assert instead in damaged
            line.send(damaged)
            answer = _final_answer(line)
            assert answer >= 400, (instead, answer)
        deadline = time.monotonic() + 10
        while server.open_files > files:
            assert time.monotonic() < deadline, (server.open_files, files)
            time.sleep(0.1)
        on_the_phone(_somebody_is_answered(server.port))
        assert (health_of(health) or {})["stuck"] == 0
        assert server.stop() == 0


def _final_answer(line: socket.socket) -> int:
    """Return the status that ends what was asked, and acknowledge nothing: that is its own business."""
    while (status := int(line.recv(65_536).split()[1])) < 200:
        pass
    return status


async def _somebody_is_answered(port: int) -> None:
    async with call(port) as phone:
        await phone.hears("What now?")


def _listen(line: socket.socket) -> None:
    try:
        while True:
            line.recv(65_536)
    except (BlockingIOError, ConnectionRefusedError):
        return


def _still_answers(server: Server) -> None:
    assert any(is_answering("127.0.0.1", server.port, within=1.0) for _ in range(5)), server.output[-2_000:]
