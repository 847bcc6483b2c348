"""The server as a process of its own: what `mock-auth0 serve` runs."""

import asyncio
import gc
import logging
from collections.abc import Callable
from pathlib import Path

from mock_auth0.app import Doorway
from mock_auth0.tenant.seed import Seed
from mock_auth0.tenant.tenant import Tenant

_WARM_UP_AFTER = 0.1
_LOOKS_EVERY = 0.3
"""Seconds, both."""
_COLLECT_AFTER = 10_000
"""Objects; requests leave hardly any cycles behind."""

log = logging.getLogger("mock_auth0")


def serve(
    tenant: Tenant,
    *,
    host: str,
    port: int,
    log_level: str = "info",
    on_ready: Callable[[str], None] = lambda _: None,
    reload_from: Callable[[], Seed] | None = None,
    watch: tuple[Path, ...] = (),
) -> None:
    """Serve until SIGINT or SIGTERM, and call ``on_ready`` with the URL once it accepts.

    ``reload_from`` gives the tenant's next seed whenever a file of ``watch`` has changed. Raises
    `OSError` when the address cannot be had.
    """
    from mock_auth0.web_server import WebServer, bind, url_of

    logging.basicConfig(format="%(levelname)s %(message)s", level=log_level.upper())
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    sockets = bind(host, port)
    doorway = Doorway(tenant)
    background: set[asyncio.Task[None]] = set()

    def started() -> None:
        on_ready(url_of(host, sockets[0].getsockname()[1]))
        background.add(asyncio.create_task(_warm_up(doorway)))
        if reload_from is not None:
            background.add(asyncio.create_task(_reload(tenant, reload_from, watch)))

    WebServer(doorway, started).run(sockets)


async def _warm_up(doorway: Doorway) -> None:
    # Not at once: whoever waits for the start asks for the documents first.
    await asyncio.sleep(_WARM_UP_AFTER)
    await doorway.warm_up()
    # What is loaded by now stays: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)


async def _reload(tenant: Tenant, read: Callable[[], Seed], watch: tuple[Path, ...]) -> None:
    seen = _versions(watch)
    while True:
        await asyncio.sleep(_LOOKS_EVERY)
        now = _versions(watch)
        if now == seen:
            continue
        seen = now
        try:
            tenant.configure(read())
        except ValueError as error:
            log.error("the tenant stays as it was:\n%s", error)  # noqa: TRY400 - it says it all
        else:
            log.info("the tenant file was read again")


def _versions(paths: tuple[Path, ...]) -> list[tuple[int, int]]:
    """What changes when a file does; a file that is being replaced is not there for a moment."""
    versions = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        versions.append((status.st_mtime_ns, status.st_size))
    return versions
