"""ClamAV: the file goes to clamd by its INSTREAM command, over a Unix socket or TCP (man 8 clamd).

The answer is `stream: OK`, `stream: NAME FOUND`, or a text that ends in ERROR.
"""

import logging
import socket
import struct

from django.conf import settings

from customer_connect.providers.scanning import CannotScan

logger = logging.getLogger(__name__)
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
_OK, _FOUND, _BEGIN = "stream: OK", " FOUND", "stream: "


class ClamAvScanner:
    """Asks the clamd that settings.CLAMAV names: a path of a Unix socket, or HOST:PORT."""

    def find_virus(self, content: bytes) -> str:
        """Return what clamd found. Raises CannotScan."""
        try:
            answer = _ask(content)
        except OSError as error:
            raise CannotScan from error
        if answer == _OK:
            return ""
        if answer.startswith(_BEGIN) and answer.endswith(_FOUND):
            return answer.removeprefix(_BEGIN).removesuffix(_FOUND)
        logger.warning("clamd did not scan a file: %s", answer[:200])
        raise CannotScan(answer)


def _ask(content: bytes) -> str:
    with _connect() as connection:
        try:
            connection.sendall(b"zINSTREAM\0")
            for begin in range(0, len(content), _CHUNK):
                chunk = content[begin : begin + _CHUNK]
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
        except BrokenPipeError:
            pass  # it has heard enough (StreamMaxLength) and says so
        return _answer_on(connection)


def _answer_on(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        more = connection.recv(_LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connect() -> socket.socket:
    where: str = settings.CLAMAV["address"]
    timeout: float = settings.CLAMAV["timeout"]
    if "/" in where:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(timeout)
        try:
            connection.connect(where)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=timeout)
