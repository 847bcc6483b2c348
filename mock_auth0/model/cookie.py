"""A cookie as the tenant sets it.

RFC 6265 §4.1 · Auth0: Authentication API Cookies
"""

from dataclasses import dataclass
from datetime import timedelta

SESSION = "auth0"
DEVICE = "did"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    """For all paths of the host that sets it, and not for scripts."""

    name: str
    value: str
    lifetime: timedelta | None = None
    """``None``: it ends with the browser."""
    secure: bool
    same_site: str | None = None

    @property
    def header(self) -> str:
        """The ``Set-Cookie``, in Auth0's order."""
        text = f"{self.name}={self.value}"
        if self.lifetime is not None:
            text += f"; Max-Age={int(self.lifetime.total_seconds())}"
        text += "; Path=/; HttpOnly"
        if self.secure:
            text += "; Secure"
        return text if self.same_site is None else f"{text}; SameSite={self.same_site}"


def session(key: str, lifetime: timedelta | None, *, secure: bool) -> tuple[Cookie, ...]:
    """The session of this key."""
    return cookies(SESSION, f"s%3Av1.{key}", lifetime, secure=secure)


def device(key: str, lifetime: timedelta, *, secure: bool) -> tuple[Cookie, ...]:
    """What binds logins in progress to the browser that began them."""
    return cookies(DEVICE, f"s%3Av0.{key}", lifetime, secure=secure)


def cookies(
    name: str, value: str, lifetime: timedelta | None, *, secure: bool
) -> tuple[Cookie, ...]:
    """The cookie; over https with its twin for browsers too old for ``SameSite=None``."""
    if not secure:
        # Browsers drop SameSite=None without Secure; ports of localhost are one site, so Lax
        # cookies go along in the iframes of silent authentication there.
        return (Cookie(name=name, value=value, lifetime=lifetime, secure=False, same_site="Lax"),)
    return (
        Cookie(name=name, value=value, lifetime=lifetime, secure=True, same_site="None"),
        Cookie(name=f"{name}_compat", value=value, lifetime=lifetime, secure=True),
    )
