"""A small load generator: a few connections that are kept, each sending its next request when it has its answer.

Plain sockets, because Python's HTTP client costs more than the bare function that is measured.
"""

import socket
import threading
import time
from collections.abc import Sequence


class BadAnswer(RuntimeError):
    """The server answered something else than success."""


def requests_per_second(port: int, path: str, cookies: Sequence[str], *, seconds: float) -> float:
    """Ask for a page on one connection for each cookie, and return how many answers came in a second."""
    counts, failures = [0] * len(cookies), []
    until = time.perf_counter() + seconds

    def ask(number: int) -> None:
        request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies[number]}\r\n\r\n".encode()
        )
        connection = socket.create_connection(("127.0.0.1", port))
        try:
            while time.perf_counter() < until:
                connection.sendall(request)
                if not read_answer(connection):  # the server closes a connection now and then
                    connection.close()
                    connection = socket.create_connection(("127.0.0.1", port))
                counts[number] += 1
        except (BadAnswer, OSError) as error:
            failures.append(error)
        finally:
            connection.close()

    began = time.perf_counter()
    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(cookies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise BadAnswer(str(failures[0]))
    return sum(counts) / (time.perf_counter() - began)


def read_answer(connection: socket.socket) -> bool:
    """Read one answer whole. Returns whether the connection stays open. Raises BadAnswer unless it is 200."""
    data = b""
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += _receive(connection)
    head = data[:end].lower()
    if not head.startswith(b"http/1.1 200"):
        raise BadAnswer(data[:300].decode("latin-1"))
    length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
    missing = length - (len(data) - end - 4)
    while missing > 0:
        missing -= len(_receive(connection))
    return b"connection: close" not in head


def _receive(connection: socket.socket) -> bytes:
    part = connection.recv(262_144)
    if not part:
        raise BadAnswer("the server closed the connection in the middle of an answer")
    return part
