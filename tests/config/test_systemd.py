"""deploy/systemd: units that systemd takes as they are, with commands and settings that exist, and time to drain."""

import configparser
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from customer_connect.phone.gateways.sip.settings import SipSettings
from customer_connect.phone.gateways.sip.switchboards import SECONDS_TO_SAY_GOODBYE
from tests.config.test_operations import NAME

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))
INSTALLED = "/srv/customer-connect"
# Of 10, by `systemd-analyze security`: what the network, the database and the voice need is left open.
MOST_EXPOSED = 2.5


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path)
    return parser


def as_installed(path: Path, folder: Path) -> Path:
    """Return the unit with the paths of this machine, as systemd would find it."""
    name = path.name.replace("@.", "@1.")
    written = folder / name
    written.write_text(path.read_text().replace(INSTALLED, str(ROOT)).replace("=connect\n", "=root\n"))
    return written


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_takes_the_unit(path: Path, tmp_path: Path):
    installed = as_installed(path, tmp_path)
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", installed], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout + told.stderr) == (0, "")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_little_is_open_to_whoever_breaks_in(path: Path, tmp_path: Path):
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--threshold={round(10 * MOST_EXPOSED)}", path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-300:] + told.stderr


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_it_starts_something_that_there_is(path: Path):
    program, *arguments = shlex.split(unit(path)["Service"]["ExecStart"].replace("%i", "2"))
    assert program.startswith(INSTALLED)
    if program == f"{INSTALLED}/connect":
        name, *options = arguments
        command = load_command_class(get_commands()[name], name)
        command.create_parser("connect", name).parse_args(options)  # exits where it does not know an option
    else:
        assert program == f"{INSTALLED}/.venv/bin/gunicorn"
        assert (ROOT / arguments[arguments.index("--config") + 1]).exists()


def test_every_setting_in_the_example_is_one_that_there_is():
    named = set(NAME.findall((FOLDER / "environment.example").read_text()))
    code = (ROOT / "config" / "settings.py").read_text()
    known = set(re.findall(r"\"(CONNECT_[A-Z_]+)\"", code))
    assert {name.removesuffix("_FILE") for name in named} - known == set()
    needed = set(re.findall(r" secret\(\"(CONNECT_[A-Z_]+)\"", code))
    assert needed - named == set()


def test_calls_may_end_before_the_phone_line_is_killed_and_what_speaks_for_it_lives_until_then():
    service = unit(FOLDER / "customer-connect-phone@.service")["Service"]
    longest = SipSettings.drain_seconds + SECONDS_TO_SAY_GOODBYE
    assert int(service["TimeoutStopSec"]) >= longest + 15
    assert service["KillMode"] == "mixed"
    assert service["KillSignal"] == "SIGTERM"
