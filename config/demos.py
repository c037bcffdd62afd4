"""Sets up the demo agency on this machine: tables, assets, people, sign-ins. Everything lies under $CONNECT_VAR."""

import fcntl
import io
import json
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

from customer_connect.core.dates import today

PARTICIPANTS = 200
_FOLDERS = ("static", "mail", "texts", "letters", "print-shop", "files", "imports", "attachments", "audit")
# Older than this, the next court dates and payments would lie in the past: the demo is laid out anew.
FRESH_FOR = timedelta(days=20)


class DemoCannotStart(Exception):
    """Something stands in the demo's way. The message tells what to do."""


@dataclass(frozen=True)
class Folders:
    """Where the demo keeps what it makes."""

    var: Path

    @property
    def lock(self) -> Path:
        """Held while a demo runs here."""
        return self.var / "demo.lock"

    @property
    def package(self) -> Path:
        """The exchange package that was imported."""
        return self.var / "demo"

    @property
    def state(self) -> Path:
        """Written last, when everything is in place: the day the package is of."""
        return self.package / "state.json"

    @property
    def accounts(self) -> Path:
        """The ready sign-ins."""
        return self.var / "demo-accounts.json"

    @property
    def logs(self) -> Path:
        """What the programs write."""
        return self.var / "logs"

    @property
    def own(self) -> list[Path]:
        """Everything that the demo makes and FRESH=1 removes."""
        database = self.var / "connect.sqlite3"
        return [
            *(database.with_name(database.name + end) for end in ("", "-wal", "-shm", "-journal")),
            self.package,
            self.accounts,
            self.logs,
            *(self.var / name for name in _FOLDERS),
        ]


def check_surroundings(*, port: int, sip_port: int) -> None:
    """Make sure that a demo may run here. Raises DemoCannotStart."""
    if settings.IS_PRODUCTION:
        raise DemoCannotStart("This is production (CONNECT_ENVIRONMENT): the demo does not run here.")
    for name, number in (("PORT", port), ("SIP_PORT", sip_port)):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            _check_port(name, number, kind)


def _check_port(name: str, port: int, kind: socket.SocketKind) -> None:
    with socket.socket(type=kind) as probe:
        if kind == socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise DemoCannotStart(
                f"Port {port} is in use. Stop what runs there, or choose another: make demo {name}={port + 1}"
            ) from error


@contextmanager
def alone_in(folders: Folders) -> Iterator[None]:
    """Hold the folder, so that no second demo runs in it. Raises DemoCannotStart."""
    folders.var.mkdir(parents=True, exist_ok=True)
    with folders.lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DemoCannotStart(
                f"Another demo runs in {folders.var}. Stop it, or choose another folder with CONNECT_VAR."
            ) from error
        yield


def wipe(folders: Folders) -> None:
    """Remove what earlier demos made, and nothing else. Raises DemoCannotStart where the data is not in our folder."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        raise DemoCannotStart(
            "FRESH=1 removes only the demo's own SQLite file. Empty CONNECT_DATABASE yourself."
        )
    connections.close_all()
    for path in folders.own:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def needs_people(folders: Folders) -> bool:
    """Tell whether the demo's people have to be made: at the first start, and when their dates have grown old."""
    try:
        as_of = date.fromisoformat(json.loads(folders.state.read_text())["as_of"])
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return not _has_staff(folders) or today() - as_of > FRESH_FOR


def _has_staff(folders: Folders) -> bool:
    """Tell whether the sign-ins are there, and not those of a version before there was any staff."""
    return folders.accounts.exists() and "staff" in json.loads(folders.accounts.read_text(encoding="utf-8"))


def bring_people(folders: Folders) -> None:
    """Write the demo agency's package, import it as any agency's, and give its people their PINs.

    Where the demo has run before, the same people get new dates and keep the PINs they have.
    """
    shutil.rmtree(folders.package, ignore_errors=True)
    as_of = today()
    _run("demo-agency", str(folders.package), f"--participants={PARTICIPANTS}", f"--as-of={as_of}")
    # Laid out anew, a small table may well lose a tenth of its rows.
    _run("import", str(folders.package), "--apply", "--allow-collapse")
    _run("seed-pins", str(folders.package / "accounts.json"))
    _run("seed-staff", str(folders.package / "staff.json"))
    _run("seed-messages", str(folders.package / "accounts.json"))
    accounts = {
        "participants": json.loads((folders.package / "accounts.json").read_text(encoding="utf-8")),
        "staff": json.loads((folders.package / "staff.json").read_text(encoding="utf-8")),
    }
    text = json.dumps(accounts, indent=2, ensure_ascii=False)
    folders.accounts.write_text(f"{text}\n", encoding="utf-8")
    folders.state.write_text(json.dumps({"as_of": as_of.isoformat()}) + "\n")


def _run(*command: str) -> None:
    """Run one of our commands quietly; where it fails, tell what it wrote."""
    written = io.StringIO()
    try:
        call_command(*command, stdout=written, stderr=written)
    except CommandError as error:
        raise DemoCannotStart(f"./connect {' '.join(command)}\n{written.getvalue()}{error}") from error


def sign_ins_to_show(folders: Folders) -> list[dict[str, Any]]:
    """Return three sign-ins: one who is paid, one who pays and is paid, one with a temporary PIN."""
    accounts = _accounts(folders)["participants"]
    ready = [account for account in accounts if not account["pin_is_temporary"]]
    return [
        next(account for account in ready if account["roles"] == ["custodial"]),
        next(account for account in ready if len(account["roles"]) == 2),
        next(account for account in accounts if account["pin_is_temporary"]),
    ]


def staff_sign_in_to_show(folders: Folders) -> dict[str, Any]:
    """Return one sign-in of staff: somebody who sees everything that casework has."""
    return next(account for account in _accounts(folders)["staff"] if account["role"] == "supervisor")


def _accounts(folders: Folders) -> dict[str, list[dict[str, Any]]]:
    """Return the ready sign-ins: lists of `participants` and `staff`."""
    accounts: dict[str, list[dict[str, Any]]] = json.loads(folders.accounts.read_text(encoding="utf-8"))
    return accounts
