"""The cookies of the tenant.

RFC 6265 · Auth0: Authentication API Cookies
"""

import re
from datetime import timedelta

from mock_auth0.http.response import Header

SESSION = "auth0"
DEVICE = "did"

_DEVICE_LIFETIME = timedelta(seconds=31557600)
_VALUE = re.compile(r"s%3A(v[01])\.([A-Za-z0-9_-]{16,128})")


def read(cookies: str, name: str) -> str | None:
    """The secret in the cookie ``name`` of a ``Cookie`` header, if it is one of ours."""
    found: dict[str, str] = {}
    for pair in cookies.split(";"):
        key, _, value = pair.strip().partition("=")
        found.setdefault(key, value)
    # Browsers too old for SameSite=None send the twin only.
    match = _VALUE.fullmatch(found.get(name) or found.get(f"{name}_compat", ""))
    return match[2] if match else None


def session(key: str, lifetime: timedelta | None, *, secure: bool) -> list[Header]:
    """Set the session's cookie; without ``lifetime`` it ends with the browser."""
    return _set(SESSION, f"s%3Av1.{key}", lifetime, secure=secure)


def device(key: str, *, secure: bool) -> list[Header]:
    """Set the cookie that binds logins in progress to the browser that began them."""
    return _set(DEVICE, f"s%3Av0.{key}", _DEVICE_LIFETIME, secure=secure)


def forget_session(*, secure: bool) -> list[Header]:
    """End the session's cookie."""
    return _set(SESSION, "", timedelta(0), secure=secure)


def _set(name: str, value: str, lifetime: timedelta | None, *, secure: bool) -> list[Header]:
    tail = "; Path=/; HttpOnly"
    if lifetime is not None:
        tail = f"; Max-Age={int(lifetime.total_seconds())}{tail}"
    if not secure:
        # Browsers drop SameSite=None without Secure; ports of localhost are one site, so Lax
        # cookies go along in the iframes of silent authentication there.
        return [_header(f"{name}={value}{tail}; SameSite=Lax")]
    return [
        _header(f"{name}={value}{tail}; Secure; SameSite=None"),
        _header(f"{name}_compat={value}{tail}; Secure"),
    ]


def _header(cookie: str) -> Header:
    return b"set-cookie", cookie.encode("ascii")
