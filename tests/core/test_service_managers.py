import socket
from pathlib import Path

import pytest

from customer_connect.core.service_managers import tell_service_manager


@pytest.mark.parametrize("name", ["{folder}/notify", "@connect-{folder}"])
def test_states_arrive_at_the_socket_that_systemd_named(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    address = name.format(folder=tmp_path)
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + address[1:] if address.startswith("@") else address)
        manager.settimeout(2)
        tell_service_manager("READY=1", "STATUS=3 of 200 calls")
        assert manager.recv(100) == b"READY=1\nSTATUS=3 of 200 calls"


def test_where_nobody_listens_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    tell_service_manager("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    tell_service_manager("READY=1")
