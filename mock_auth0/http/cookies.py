"""The cookies of the tenant.

RFC 6265 · Auth0: Authentication API Cookies
"""

import re
from datetime import timedelta

from mock_auth0.http.response import Header
from mock_auth0.model import cookie
from mock_auth0.model.cookie import DEVICE, SESSION

__all__ = ["DEVICE", "SESSION", "device", "forget_session", "read", "session"]

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
    return _set(cookie.session(key, lifetime, secure=secure))


def device(key: str, *, secure: bool) -> list[Header]:
    """Set the cookie that binds logins in progress to the browser that began them."""
    return _set(cookie.device(key, _DEVICE_LIFETIME, secure=secure))


def forget_session(*, secure: bool) -> list[Header]:
    """End the session's cookie."""
    return _set(cookie.cookies(SESSION, "", timedelta(0), secure=secure))


def _set(cookies: tuple[cookie.Cookie, ...]) -> list[Header]:
    return [(b"set-cookie", each.header.encode("ascii")) for each in cookies]
