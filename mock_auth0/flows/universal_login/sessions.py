"""Sessions: one per browser, shared by all clients.

OpenID Connect Core §3.1.2.3 · Auth0: Session Lifecycle
"""

from dataclasses import replace
from datetime import datetime

from mock_auth0.model.logout_initiator import LogoutInitiator
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.tenant import login_counts, logouts
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant

_KEY_SIZE = 24
"""Bytes: 32 characters, for the cookie and for the ``sid`` alike."""


def begin(tenant: Tenant, user: User, *, instead_of: str | None = None) -> str:
    """Log the user in. The key is always new, so that one planted beforehand opens nothing."""
    now = tenant.clock.now()
    if instead_of is not None:
        tenant.sessions.discard(instead_of)
    login_counts.count(tenant, user)
    key = url_safe(tenant.ids.secret(_KEY_SIZE))
    sid = url_safe(tenant.ids.secret(_KEY_SIZE))
    tenant.sessions.put(key, session_of(tenant, user, sid, now), now)
    return key


def session_of(tenant: Tenant, user: User, sid: str, now: datetime) -> Session:
    """One that begins, which nobody has kept yet."""
    ends_at = now + tenant.seed.session_lifetime
    return Session(
        sid=sid,
        user_id=user.user_id,
        authenticated_at=now,
        expires_at=min(now + tenant.seed.idle_session_lifetime, ends_at),
        ends_at=ends_at,
    )


def current(tenant: Tenant, key: str | None) -> tuple[Session, User] | None:
    """The live session and its user. Whoever is deleted or blocked is logged out by that."""
    if key is None:
        return None
    session = tenant.sessions.get(key, tenant.clock.now())
    if session is None:
        return None
    user = tenant.users.get(session.user_id)
    if user is None or user.blocked:
        tenant.sessions.discard(key)
        return None
    return session, user


def touch(tenant: Tenant, key: str, session: Session) -> None:
    """Push the idle end away: each use of the session does."""
    expires_at = min(tenant.clock.now() + tenant.seed.idle_session_lifetime, session.ends_at)
    tenant.sessions.replace(key, replace(session, expires_at=expires_at))


def end(
    tenant: Tenant, key: str | None, initiator: LogoutInitiator = LogoutInitiator.RP_LOGOUT
) -> None:
    """Log out, if anybody is logged in, and have the clients told."""
    session = tenant.sessions.get(key, tenant.clock.now()) if key is not None else None
    tenant.note("slo", user=tenant.users.get(session.user_id) if session else None)
    if key is not None:
        logouts.end(tenant, key, initiator)
