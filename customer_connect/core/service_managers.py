"""What a process tells the service manager that runs it: that it is ready, that it lives, how it goes.

The protocol is that of systemd, sd_notify(3): datagrams to the socket that NOTIFY_SOCKET names.
"""

import contextlib
import os
import socket


def tell_service_manager(*states: str) -> None:
    """Tell it states: READY=1, WATCHDOG=1, STOPPING=1, STATUS=words. Where nobody listens, nothing happens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # a name without a file
        address = "\0" + address[1:]
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        line.connect(address)
        line.send("\n".join(states).encode())
