"""The certificates themselves: made by an authority, or given."""

import contextlib
import logging
import os
import ssl
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from mock_auth0.store.recent import Recent
from mock_auth0.tls.authority import Authority, certificates_of, new_key, pem_of
from mock_auth0.tls.names import LOCALHOST, covers

log = logging.getLogger("mock_auth0")

_MOST_NAMES = 64
"""Certificates that are kept, of names that clients have asked for."""
_LEFT = timedelta(days=30)
"""A certificate is made anew when it would end sooner."""


class Shown(Protocol):
    """What can be shown, and to whom."""

    ca_pem: bytes
    """What a client must trust."""

    def covers(self, name: str) -> bool:
        """Whether there is a certificate for the name."""

    def context(self, name: str | None, now: datetime) -> ssl.SSLContext:
        """The certificate for a name that is covered; without one, the default."""

    def remedy(self, name: str) -> str:
        """What a client gets that asks for a name which is not covered, and what to change."""


class Made:
    """Certificates by an authority, all with one key.

    One is for localhost and all names that are configured. Further names get one each, because
    clients do not believe ``*.localhost``.
    """

    def __init__(self, authority: Authority, names: tuple[str, ...]) -> None:
        self.ca_pem = authority.pem
        self._authority = authority
        self._names = tuple(dict.fromkeys((*LOCALHOST, "*.localhost", *names)))
        self._key = new_key()
        self._contexts = Recent[str | None, tuple[ssl.SSLContext, datetime]](_MOST_NAMES)

    def covers(self, name: str) -> bool:
        """Those of localhost at any depth: they can be nobody else's (RFC 6761 §6.3)."""
        return name.endswith(".localhost") or covers(self._names, name)

    def context(self, name: str | None, now: datetime) -> ssl.SSLContext:
        """Made when it is first asked for, and again before it ends."""
        name = None if name in self._names else name
        context, end = self._contexts.get(name) or (None, now)
        if context is None or end - now < _LEFT:
            names = self._names if name is None else (name, *self._names)
            certificate = self._authority.issue(names, self._key, now)
            chain = certificate.public_bytes(Encoding.PEM) + self.ca_pem
            context = _context(pem_of(self._key) + chain)
            self._contexts.put(name, (context, certificate.not_valid_after_utc))
        return context

    def remedy(self, name: str) -> str:
        """There is an option for it."""
        return f"it gets that of localhost; to have one made: --tls-names {name}"


class Given:
    """A certificate that somebody else made, with its key and its chain. Raises `ValueError`."""

    def __init__(self, text: str, authority: str | None, now: datetime) -> None:
        chain = certificates_of(text)
        trusted = chain[-1] if authority is None else certificates_of(authority)[0]
        self.ca_pem = trusted.public_bytes(Encoding.PEM)
        self._names = _names_of(chain[0])
        self._context = _context(text.encode())
        if not chain[0].not_valid_before_utc <= now <= chain[0].not_valid_after_utc:
            log.warning(
                "the certificate is valid from %s to %s only: clients will refuse it",
                chain[0].not_valid_before_utc.date(),
                chain[0].not_valid_after_utc.date(),
            )

    def covers(self, name: str) -> bool:
        """As its subject alternative names say."""
        return covers(self._names, name)

    def context(self, _name: str | None, _now: datetime) -> ssl.SSLContext:
        """The only one."""
        return self._context

    def remedy(self, _: str) -> str:
        """It is somebody else's to change."""
        return f"the certificate that was given is for {', '.join(self._names) or 'nobody'}"


def _names_of(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return ()
    names = extension.value.get_values_for_type(x509.DNSName)
    addresses = extension.value.get_values_for_type(x509.IPAddress)
    return (*(name.lower() for name in names), *map(str, addresses))


def _context(pem: bytes) -> ssl.SSLContext:
    """Ready to shake hands. Raises `ValueError` when key and certificate do not fit together."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    try:
        with _as_file(pem) as path:
            # Without any password, it would ask a terminal for that of a key that has one.
            context.load_cert_chain(path, password="")
    except ssl.SSLError as error:
        reason = (error.reason or str(error)).replace("_", " ").lower()
        raise ValueError(f"certificate and private key cannot be used: {reason}") from error
    return context


@contextlib.contextmanager
def _as_file(content: bytes) -> Iterator[str]:
    """OpenSSL reads files only. In memory where that can be: a disk may be read-only."""
    if hasattr(os, "memfd_create") and Path("/proc/self/fd").is_dir():
        descriptor = os.memfd_create("certificate")
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            file.write(content)
            yield f"/proc/self/fd/{descriptor}"
        return
    descriptor, path = tempfile.mkstemp()  # nobody else may read it
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        yield path
    finally:
        Path(path).unlink()
