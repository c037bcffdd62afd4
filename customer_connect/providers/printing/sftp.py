"""The print shop's SFTP server: one folder a package."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import asyncssh
from django.conf import settings

from customer_connect.providers.printing import Package, TryAgainLater

STAGING = ".staging"
_SECONDS_TO_CONNECT = 30
# For a whole step: a print file is some tens of megabytes.
_SECONDS_A_STEP = 900


class SftpPrintShop:
    """Uploads packages: host, port, user, key_file, known_hosts, folder (`settings.PRINTING_SFTP` if not given).

    The server's key must be in `known_hosts`: nothing is ever sent to a server that cannot prove who it is.
    """

    def __init__(self, shop: dict[str, Any] | None = None) -> None:
        self._shop: dict[str, Any] = shop or settings.PRINTING_SFTP

    def stage(self, package: Package) -> str:
        """Upload the files into a folder that the shop does not look at. Raises TryAgainLater."""
        staged_as = f"{package.name}-{uuid4().hex[:8]}"
        _run(_stage(self._shop, package, staged_as))
        return staged_as

    def release(self, *, staged_as: str, name: str) -> None:
        """Rename the folder, which the server does in one step. Raises TryAgainLater."""
        _run(_release(self._shop, staged_as, name))


async def _stage(shop: dict[str, Any], package: Package, staged_as: str) -> None:
    async with _server(shop) as server:
        await server.makedirs(f"{STAGING}/{staged_as}")
        for name, content in package.files.items():
            path = f"{STAGING}/{staged_as}/{name}"
            async with server.open(path, "wb") as file:
                await file.write(content)
            if await server.getsize(path) != len(content):
                raise asyncssh.SFTPFailure(f"{name} did not arrive whole")


async def _release(shop: dict[str, Any], staged_as: str, name: str) -> None:
    async with _server(shop) as server:
        if await server.exists(f"{STAGING}/{staged_as}"):
            await server.rename(f"{STAGING}/{staged_as}", name)


@asynccontextmanager
async def _server(shop: dict[str, Any]) -> AsyncIterator[asyncssh.SFTPClient]:
    """Connect, in the folder for packages."""
    async with (
        asyncssh.connect(
            shop["host"],
            port=int(shop["port"]),
            username=shop["user"],
            client_keys=[shop["key_file"]],
            known_hosts=shop["known_hosts"],
            config=None,
            agent_path=None,
            connect_timeout=_SECONDS_TO_CONNECT,
        ) as connection,
        connection.start_sftp_client() as client,
    ):
        await client.chdir(shop["folder"])
        yield client


def _run(step: Coroutine[object, object, None]) -> None:
    try:
        asyncio.run(asyncio.wait_for(step, _SECONDS_A_STEP))
    except (OSError, TimeoutError, asyncssh.Error) as error:
        raise TryAgainLater(type(error).__name__) from error
