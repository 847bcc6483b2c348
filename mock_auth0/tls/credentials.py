"""What the listener shows: a certificate for each name that is asked, made when it is.

RFC 6066 §3 (server_name)
"""

import logging
import ssl
import tempfile
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tls.names import host_name
from mock_auth0.tls.source import Source

if TYPE_CHECKING:
    from mock_auth0.tls.shown import Shown

log = logging.getLogger("mock_auth0")

_MOST_TOLD = 50
"""Names that the log complains of."""


class Credentials:
    """Certificates and the authority behind them. They are made or read when first needed.

    They follow the wall clock, whatever time it is for the tenant: clients do. Any thread may ask.
    """

    def __init__(self, source: Source, now: Callable[[], datetime] | None = None) -> None:
        self._source = source
        self._now = now or TenantClock().now
        self._lock = threading.RLock()
        self._shown: Shown | None = None
        self._told: set[str] = set()
        self._file: Path | None = None
        self._kept_file: Path | None = None
        self.is_kept = False
        """Whether the next process shows certificates of the same authority."""

    @property
    def is_loaded(self) -> bool:
        """Whether `load` has nothing left to do."""
        return self._shown is not None

    def load(self) -> None:
        """Make or read what is needed. Raises `ValueError` for what was given and is wrong."""
        with self._lock:
            if self._shown is None:
                self._shown = self._make()

    @property
    def ca_pem(self) -> bytes:
        """What a client must trust."""
        return self._loaded().ca_pem

    @property
    def ca_file(self) -> Path:
        """A file with it. It lasts until `close`, or as long as the authority does."""
        with self._lock:
            pem = self.ca_pem
            if self._kept_file is not None:
                return self._kept_file
            if self._file is None:
                with tempfile.NamedTemporaryFile(
                    prefix="mock-auth0-ca-", suffix=".pem", delete=False
                ) as file:
                    file.write(pem)
                self._file = Path(file.name)
            return self._file

    def close(self) -> None:
        """Remove what was written for this process alone."""
        with self._lock:
            if self._file is not None:
                self._file.unlink(missing_ok=True)
                self._file = None

    def context(self, address: str | None = None) -> ssl.SSLContext:
        """What to begin a handshake with, for a client that came to this IP address.

        Where the client names a host, it is shown the certificate for that.
        """
        shown = self._loaded()
        with self._lock:
            context = shown.context(address, self._now())
        context.sni_callback = self._on_name
        return context

    def _on_name(
        self, connection: ssl.SSLObject | ssl.SSLSocket, name: str | None, _: ssl.SSLContext
    ) -> None:
        try:
            asked = host_name(name or "")
        except ValueError:
            return
        shown = self._loaded()
        if not shown.covers(asked):
            self._complain(asked, shown)
            return
        with self._lock:
            connection.context = shown.context(asked, self._now())

    def _complain(self, name: str, shown: "Shown") -> None:
        if name not in self._told and len(self._told) < _MOST_TOLD:
            self._told.add(name)
            log.warning("no certificate for %s: %s", name, shown.remedy(name))

    def _loaded(self) -> "Shown":
        self.load()
        assert self._shown is not None  # load has set it
        return self._shown

    def _make(self) -> "Shown":
        from mock_auth0.tls import kept
        from mock_auth0.tls.authority import Authority
        from mock_auth0.tls.shown import Given, Made

        source, now = self._source, self._now()
        self.is_kept = True
        if source.certificate is not None:
            return Given(source.certificate, source.authority, now)
        if source.authority is not None:
            authority = Authority.read(source.authority)
            authority.check(now)
            return Made(authority, source.names)
        folder = source.folder
        try:
            folder = folder or kept.data_folder()
            authority = kept.kept(folder, now)
            self._kept_file = kept.certificate_file(folder)
        except (OSError, ValueError) as error:
            self.is_kept = False
            authority = Authority.make(now)
            log.warning(
                "the certificate authority ends with this process, for it cannot be kept%s: %s;"
                " name a folder that can be written with --ca",
                f" in {folder}" if folder else "",
                getattr(error, "strerror", None) or error,
            )
        return Made(authority, source.names)
