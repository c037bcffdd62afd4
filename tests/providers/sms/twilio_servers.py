"""As much of Twilio's messages API as we use, over real HTTP on this machine.

Shapes after Twilio's reference of the Message resource and of its error answers.
"""

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from customer_connect.providers.sms.magic_numbers import BUSY_NUMBER, REFUSED_NUMBER

ACCOUNT, KEY, SECRET = "AC" + "0" * 32, "SK" + "1" * 32, "a secret"
SENDER = "+19165550100"


@dataclass
class TwilioServer:
    """What it was sent, and what it answers: `errors` by number, as (status, Twilio's code)."""

    url: str
    messages: list[dict[str, str]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    errors: dict[str, tuple[int, int]] = field(
        default_factory=lambda: {BUSY_NUMBER: (503, 20503), REFUSED_NUMBER: (400, 21610)}
    )
    # Takes the next message and hangs up before it says so.
    loses_next_answer: bool = False
    next_answer: str = ""

    @property
    def settings(self) -> dict[str, Any]:
        """What settings.TWILIO has to be to reach it."""
        return {
            "account": ACCOUNT,
            "key": KEY,
            "secret": SECRET,
            "sender": SENDER,
            "url": self.url,
            "timeout": 5.0,
        }


class _Handler(BaseHTTPRequestHandler):
    twilio: TwilioServer

    def do_POST(self) -> None:
        self.twilio.requests.append("POST")
        length = int(self.headers["Content-Length"])
        form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        if not self._is_ours():
            self._fail(401, 20003)
        elif form["To"] in self.twilio.errors:
            self._fail(*self.twilio.errors[form["To"]])
        else:
            message = {
                "sid": f"SM{len(self.twilio.messages):032x}",
                "to": form["To"],
                "from": form.get("From", form.get("MessagingServiceSid", "")),
                "body": form["Body"],
                "status": "queued",
                "date_created": format_datetime(datetime.now(UTC)),
            }
            self.twilio.messages.insert(0, message)
            if self.twilio.loses_next_answer:
                self.twilio.loses_next_answer = False
                self.close_connection = True
            else:
                self._answer(201, message)

    def do_GET(self) -> None:
        self.twilio.requests.append("GET")
        if not self._is_ours():
            self._fail(401, 20003)
            return
        to = parse_qs(urlsplit(self.path).query)["To"][0]
        found = [message for message in self.twilio.messages if message["to"] == to]
        self._answer(200, {"messages": found, "next_page_uri": None, "page": 0, "page_size": 50})

    def _is_ours(self) -> bool:
        expected = b64encode(f"{KEY}:{SECRET}".encode()).decode()
        path = urlsplit(self.path).path
        return (
            self.headers["Authorization"] == f"Basic {expected}"
            and path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
        )

    def _fail(self, status: int, code: int) -> None:
        self._answer(status, {"status": status, "code": code, "message": "No", "more_info": ""})

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        body = (self.twilio.next_answer or json.dumps(content)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def twilio_server() -> Iterator[TwilioServer]:
    """Run one on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    twilio = TwilioServer(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"twilio": twilio})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield twilio
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
