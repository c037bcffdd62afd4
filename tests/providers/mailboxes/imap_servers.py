"""As much of an IMAP server (RFC 3501) as a mailbox of undelivered mail needs, over a real connection."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

USER, PASSWORD = "bounces", "a secret"


@dataclass
class ImapServer:
    """Its one folder: content and flags by UID."""

    port: int
    mails: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    hangs_up_at: str = ""

    @property
    def settings(self) -> dict[str, Any]:
        """What settings.BOUNCE_IMAP has to be to reach it."""
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "tls": False,
            "user": USER,
            "password": PASSWORD,
            "folder": "INBOX",
            "timeout": 5.0,
        }

    def arrive(self, *contents: bytes) -> None:
        """Take mail in. On the wire its lines end in CR LF."""
        for content in contents:
            uid = max(self.mails, default=100) + 1
            self.mails[uid] = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            self.flags[uid] = set()


class _Handler(socketserver.StreamRequestHandler):
    imap: ImapServer

    def handle(self) -> None:
        self._write("* OK ready")
        while line := self.rfile.readline().decode():
            tag, _, command = line.strip().partition(" ")
            if self.imap.hangs_up_at and command.upper().startswith(self.imap.hangs_up_at):
                return
            self._write(f"{tag} {self._answer(command)}")
            if command.upper() == "LOGOUT":
                return

    def _answer(self, command: str) -> str:
        verb = command.upper()
        if verb == "CAPABILITY":
            self._write("* CAPABILITY IMAP4rev1")
        elif verb.startswith("LOGIN"):
            if command.split(" ", 1)[1] != f'{USER} "{PASSWORD}"':
                return "NO no"
        elif verb.startswith("SELECT"):
            if "INBOX" not in verb:
                return "NO no such folder"
            self._write(f"* {len(self.imap.mails)} EXISTS")
        elif verb == "UID SEARCH UNSEEN UNDELETED":
            unseen = [str(uid) for uid, flags in self.imap.flags.items() if r"\SEEN" not in flags]
            self._write(f"* SEARCH {' '.join(unseen)}".rstrip())
        elif found := re.match(r"UID FETCH (\d+) \(BODY\.PEEK\[\]\)$", verb):
            content = self.imap.mails[int(found[1])]
            self.wfile.write(f"* 1 FETCH (UID {found[1]} BODY[] {{{len(content)}}}\r\n".encode())
            self.wfile.write(content + b")\r\n")
        elif found := re.match(r"UID STORE (\d+) \+FLAGS\.SILENT \((.*)\)$", verb):
            self.imap.flags[int(found[1])] |= set(found[2].split())
        elif verb == "EXPUNGE":
            for uid in [uid for uid, flags in self.imap.flags.items() if r"\DELETED" in flags]:
                del self.imap.mails[uid], self.imap.flags[uid]
        elif verb == "LOGOUT":
            self._write("* BYE")
        else:
            return "BAD what"
        return "OK done"

    def _write(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def imap_server() -> Iterator[ImapServer]:
    """Run one on a free port."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler)
    imap = ImapServer(server.server_address[1])
    server.RequestHandlerClass = type("Handler", (_Handler,), {"imap": imap})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield imap
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
