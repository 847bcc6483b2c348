"""The server as a process of its own: what `mock-auth0 serve` runs."""

import asyncio
import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mock_auth0.app import Doorway, behind_proxies, by_host, worlds_of
from mock_auth0.settings import Settings
from mock_auth0.sockets import ListenError, listen, port_of, url_of
from mock_auth0.tenant.seed import Seed
from mock_auth0.tenant.tenant import Tenant

if TYPE_CHECKING:
    from mock_auth0.tls.listener import TlsListener

_WARM_UP_AFTER = 0.1
_LOOKS_EVERY = 0.3
"""Seconds, both."""
_COLLECT_AFTER = 10_000
"""Objects; requests leave hardly any cycles behind."""

log = logging.getLogger("mock_auth0")


def serve(
    tenant: Tenant,
    settings: Settings,
    *,
    on_ready: Callable[[str, str | None], None] = lambda _, __: None,
    reload_from: Callable[[], Seed] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM.

    ``on_ready`` is called with the URL, and that of https, once it accepts. ``reload_from`` gives
    the tenant's next seed whenever one of its files has changed. Raises `ListenError` when an
    address cannot be had, `ValueError` for a certificate that cannot be used.
    """
    from mock_auth0.web_server import WebServer

    logging.basicConfig(format="%(levelname)s %(message)s", level=settings.log_level.upper())
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    sockets = listen(settings.host, settings.port)
    url = url_of(settings.host, port_of(sockets))
    try:
        tls = _tls(settings, url)
    except (ListenError, ValueError):
        for each in sockets:
            each.close()
        raise
    worlds = worlds_of(tenant, settings.worlds)
    configure = tenant.configure if worlds is None else worlds.configure
    doorway = Doorway(tenant)
    background: set[asyncio.Task[None]] = set()

    def started() -> None:
        on_ready(url, tls.url if tls else None)
        background.add(asyncio.create_task(_warm_up(doorway, tls)))
        if reload_from is not None:
            background.add(asyncio.create_task(_reload(configure, reload_from, settings.watched)))

    app = behind_proxies(by_host(doorway, worlds), settings.trusted_proxies)
    WebServer(app, started, tls).run(sockets)


def _tls(settings: Settings, url: str) -> "TlsListener | None":
    """HTTP is the promise: without a port for TLS it serves, unless somebody has asked for it."""
    from mock_auth0.tls.listener import TlsListener

    try:
        return TlsListener.of(settings.https_port, settings.host, settings.certificates, url)
    except ListenError as error:
        if settings.https_is_asked:
            raise
        log.warning("there is no https: %s; --https-port none asks for none", error)
        return None


async def _warm_up(doorway: Doorway, tls: "TlsListener | None") -> None:
    # Not at once: whoever waits for the start asks for the documents first.
    await asyncio.sleep(_WARM_UP_AFTER)
    await doorway.warm_up()
    if tls is not None:
        await asyncio.to_thread(tls.credentials.load)
    # What is loaded by now stays: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)


async def _reload(
    configure: Callable[[Seed], None], read: Callable[[], Seed], watch: tuple[Path, ...]
) -> None:
    seen = _versions(watch)
    while True:
        await asyncio.sleep(_LOOKS_EVERY)
        now = _versions(watch)
        if now == seen:
            continue
        seen = now
        try:
            configure(read())
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
