"""What every test gets: a database of its own, no network, strict templates, a browser when it asks for a page."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from pytest_django.live_server_helper import LiveServer

from customer_connect.domain.audit.guards import guards_down, guards_up
from customer_connect.domain.identity import pin_hashes
from tests import strict_templates

ROOT = Path(__file__).resolve().parent.parent

# Playwright keeps an event loop in the thread of the tests, where Django would refuse database access.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config: pytest.Config) -> None:
    """Compile catalogues that are older than their source, once, before any worker starts."""
    if not hasattr(config, "workerinput"):
        subprocess.run(["make", "--silent", "--directory", str(ROOT), "translations"], check=True)


def _uses_database(item: pytest.Item, fixtures: set[str]) -> bool:
    is_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    return bool(
        is_case
        or item.get_closest_marker("django_db")
        or fixtures & {"db", "transactional_db", "live_server"}
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests that ask for a browser; run on PostgreSQL what uses a database, elsewhere what does not need it."""
    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    without_database = []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", []))
        if "playwright" in fixtures:
            item.add_marker("browser")
        if not on_postgres and item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: scripts/with-postgres pytest …"))
        if on_postgres and not _uses_database(item, fixtures):
            without_database.append(item)
    if without_database:
        config.hook.pytest_deselected(items=without_database)
        items[:] = [item for item in items if item not in set(without_database)]


# ---- the database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in real life (in memory, threads of a live server share one connection)."""
    database = connections["default"]
    if database.vendor == "sqlite":
        database.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session", autouse=True)
def _trail_can_be_emptied() -> Iterator[None]:
    """Take the guards of the audit trail down while the tables are emptied between two tests, and only then."""
    operations = type(connections["default"].ops)
    empty = operations.sql_flush

    def sql_flush(self: Any, *args: Any, **kwargs: Any) -> list[str]:
        statements = empty(self, *args, **kwargs)
        return [*guards_down(), *statements, *guards_up()] if statements else statements

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield


# ---- Django


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep files, mail and assets of the tests out of var/; serve assets by plain names; hash passwords quickly."""
    folder = tmp_path_factory.mktemp("var")
    for name in ("static", "files", "mail"):
        (folder / name).mkdir()
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        VAR_DIR=folder,
        STATIC_ROOT=folder / "static",
        MEDIA_ROOT=folder / "files",
        EMAIL_FILE_PATH=folder / "mail",
        ATTACHMENTS_FOLDER=folder / "attachments",
        AUDIT_WITNESS="",
        STORAGES=storages,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _strict_templates(_own_folders: None) -> Iterator[None]:
    """Fail on undefined template variables."""
    with pytest.MonkeyPatch.context() as patch:
        strict_templates.install(patch)
        yield


QUICK_PIN_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def _quick_pin_hashes() -> Iterator[PasswordHasher]:
    """Hash PINs quickly, for tests hash thousands. Yields what hashes them outside the tests."""
    with pytest.MonkeyPatch.context() as patch:
        real = pin_hashes.HASHER
        patch.setattr(pin_hashes, "HASHER", QUICK_PIN_HASHER)
        yield real


@pytest.fixture
def slow_pin_hashes(_quick_pin_hashes: PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash PINs in this test as outside the tests."""
    monkeypatch.setattr(pin_hashes, "HASHER", _quick_pin_hashes)


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Begin in the language of the settings, whatever page the test before has visited."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _no_error_behind_the_page(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail a test whose live server met an error, even if the test did not look at that page."""
    yield
    errors = [*strict_templates.failed_elsewhere]
    strict_templates.failed_elsewhere.clear()
    if "live_server" in request.fixturenames:
        errors += [
            record.getMessage() for record in caplog.get_records("call") if record.levelname == "ERROR"
        ]
    if errors:
        pytest.fail("The live server met an error: " + "; ".join(errors), pytrace=False)


# ---- the browser


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """The site under test, so that tests say page.goto("/login")."""
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium without a screen, at half the work of the whole one. It finds nothing but this machine."""
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A browser of somebody in California."""
    return {**browser_context_args, "locale": "en-US", "timezone_id": "America/Los_Angeles"}
