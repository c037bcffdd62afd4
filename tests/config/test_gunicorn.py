import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from gunicorn.config import Config  # type: ignore[import-untyped]

CONFIG = Path(__file__).resolve().parents[2] / "deploy" / "gunicorn.conf.py"


def line_of(path: str, query: str) -> str:
    facts: dict[str, Any] = runpy.run_path(str(CONFIG))
    settings = Config()
    settings.set("errorlog", "-")
    logger = facts["logger_class"](settings)
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"{path}?{query}",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REMOTE_ADDR": "192.0.2.7",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://connect.example{path}?{query}",
        "HTTP_USER_AGENT": "Browser 1234567890",
    }
    response = SimpleNamespace(status="200 OK", sent=10, headers=[])
    request = SimpleNamespace(headers=[])
    took = SimpleNamespace(seconds=0, microseconds=2_000)
    return str(facts["access_log_format"] % logger.atoms(response, request, environ, took))


def test_the_access_log_names_the_page_and_nobody() -> None:
    line = line_of("/case/200000000417/2024-01", "identifier=5005550123")
    assert " GET /case/*/*-01 200 10 bytes 2 ms" in line
    for secret in ("200000000417", "5005550123", "192.0.2.7", "Browser"):
        assert secret not in line


def test_the_access_log_holds_no_link_that_opens_something() -> None:
    for path, written in (
        ("/staff/password/MQ/cyx2pv-0123456789abcdef0123456789abcdef", "/staff/password/MQ/*"),
        ("/phone/twiml/sound/WyJlbiIsImEiLDFd:1vNQpk:0gC3bq1JqJtQmT5Jr0vYlZ9x.wav", "/phone/twiml/sound/*"),
    ):
        assert f" GET {written} 200 " in line_of(path, "")
