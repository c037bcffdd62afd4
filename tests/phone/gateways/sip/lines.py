"""The phone line as it is run: `./connect phone run` on the database of the tests, with agents who are always there."""

import contextlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection

from tests.phone.gateways.sip.servers import ROOT, Server, free_port, running

MEMORY = "customer_connect.providers.speech.memory."
AGENTS = "sip:agents@127.0.0.1:9"


def database_url(database: dict[str, Any]) -> str:
    """Return the database of the tests as CONNECT_DATABASE has it."""
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    user, password, host = (quote(str(database[key]), safe="") for key in ("USER", "PASSWORD", "HOST"))
    return f"postgres://{user}:{password}@{host}:{database['PORT']}/{database['NAME']}"


def always_open(folder: Path) -> Path:
    """Write the agency's profile with agents at all hours."""
    profile = (ROOT / "agency" / "california.toml").read_text(encoding="utf-8")
    for name, value in (("days", "[1, 2, 3, 4, 5, 6, 7]"), ("opens", '"00:00"'), ("closes", '"23:59"')):
        profile = re.sub(rf"^{name} = .*$", f"{name} = {value}", profile, count=1, flags=re.MULTILINE)
    written = folder / "agency.toml"
    written.write_text(profile, encoding="utf-8")
    return written


@contextlib.contextmanager
def phone_line(folder: Path, **environment: str) -> Iterator[Server]:
    """Run the phone line; its voice says texts that can be read back, unless told otherwise."""
    port = free_port()
    surroundings = {
        "CONNECT_DATABASE": database_url(connection.settings_dict),
        "CONNECT_VAR": str(folder),
        "CONNECT_AGENCY": str(always_open(folder)),
        "CONNECT_VOICE": MEMORY + "MemoryVoice",
        "CONNECT_RECOGNISER": MEMORY + "MemoryRecogniser",
        "CONNECT_SIP_TRANSFERS": f"agents={AGENTS}",
        "CONNECT_SIP_DRAIN_SECONDS": "0",
        "SIP_PORT": str(port),
    }
    command = [sys.executable, "connect", "phone", "run"]
    with running(command, port=port, folder=folder, **(surroundings | environment)) as server:
        yield server
