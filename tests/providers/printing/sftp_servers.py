"""A real SFTP server in this process, on a free port, with a key of its own."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncssh


class _OneUser(asyncssh.SSHServer):
    """Lets in whoever has the one authorized key."""

    def begin_auth(self, username: str) -> bool:
        return True


@contextmanager
def sftp_server(home: Path, keys: Path) -> Iterator[dict[str, Any]]:
    """Serve `home`, and yield the settings that reach it."""
    server_key = asyncssh.generate_private_key("ssh-ed25519")
    client_key = asyncssh.generate_private_key("ssh-ed25519")
    client_key.write_private_key(str(keys / "client"))
    client_key.write_public_key(str(keys / "client.pub"))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def start() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=_OneUser,
            server_host_keys=[server_key],
            authorized_client_keys=str(keys / "client.pub"),
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(home).encode()),
        )

    acceptor = asyncio.run_coroutine_threadsafe(start(), loop).result(20)
    port = acceptor.get_port()
    public = server_key.export_public_key().decode().strip()
    (keys / "known_hosts").write_text(f"[127.0.0.1]:{port} {public}\n")

    async def stop() -> None:
        acceptor.close()
        await acceptor.wait_closed()
        await asyncio.sleep(0)

    try:
        yield {
            "host": "127.0.0.1",
            "port": port,
            "user": "agency",
            "key_file": str(keys / "client"),
            "known_hosts": str(keys / "known_hosts"),
            "folder": "/incoming",
        }
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()
