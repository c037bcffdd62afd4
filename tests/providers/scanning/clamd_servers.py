"""A clamd that speaks INSTREAM on loopback or a Unix socket and knows EICAR, so that nobody needs the real one."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from customer_connect.providers.scanning.memory import EICAR

MOST = 200_000  # StreamMaxLength


class Clamd(socketserver.StreamRequestHandler):
    """Answers one command, as clamd 1.4 does."""

    def handle(self) -> None:
        """Read the file in its chunks and say what it is."""
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.wfile.write(b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0")


@contextmanager
def clamd(path: Path | None = None) -> Iterator[dict[str, Any]]:
    """Run one, on a Unix socket at `path` or a port of its own. Yields what settings.CLAMAV is then."""
    server: socketserver.BaseServer
    if path:
        server = socketserver.ThreadingUnixStreamServer(str(path), Clamd)
        address = str(path)
    else:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
        address = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield {"address": address, "timeout": 5.0}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
