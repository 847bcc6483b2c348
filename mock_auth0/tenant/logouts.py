"""The end of sessions, and who is told of it.

OpenID Connect Back-Channel Logout §2.7 · Auth0: OIDC Back-Channel Logout Initiators
"""

from typing import TYPE_CHECKING

from mock_auth0.model.client import Client
from mock_auth0.model.logout_delivery import LogoutDelivery
from mock_auth0.model.logout_initiator import LogoutInitiator
from mock_auth0.model.session import Session
from mock_auth0.model.session_clients import SessionClients
from mock_auth0.model.user import User

if TYPE_CHECKING:
    from datetime import datetime

    from mock_auth0.tenant.tenant import Tenant

_MOST_CLIENTS = 50
"""Clients that are told of the end of one session."""


def enlist(
    tenant: "Tenant", client: Client, sid: str, issuer: str, authenticated_at: "datetime"
) -> None:
    """Remember that the client has learnt the ``sid``, if it is to be told of the session's end."""
    if not client.backchannel_logout_urls:
        return
    name, now = (client.client_id, issuer), tenant.clock.now()
    known = tenant.session_clients.get(sid, now)
    if known is None:
        # The session cannot outlive this: use does not move its absolute end.
        expires_at = authenticated_at + tenant.seed.session_lifetime
        tenant.session_clients.put(sid, SessionClients((name,), expires_at), now)
    elif name not in known.clients and len(known.clients) < _MOST_CLIENTS:
        clients = (*known.clients, name)
        tenant.session_clients.replace(sid, SessionClients(clients, known.expires_at))


def end(tenant: "Tenant", key: str, initiator: LogoutInitiator) -> None:
    """End the session of this key, if there is one, and have its clients told."""
    session = tenant.sessions.take(key, tenant.clock.now())
    if session is not None:
        _tell(tenant, session, initiator)


def end_all(tenant: "Tenant", user_id: str, initiator: LogoutInitiator) -> None:
    """End all sessions of the user."""
    for key, _ in tenant.sessions.in_group(user_id, tenant.clock.now()):
        end(tenant, key, initiator)


def user_changed(tenant: "Tenant", before: User | None, after: User | None) -> None:
    """End the user's sessions if the change is one that ends them. Auth0: Session Lifecycle."""
    initiator = _initiator_of(before, after)
    if before is not None and initiator is not None:
        end_all(tenant, before.user_id, initiator)


def _initiator_of(before: User | None, after: User | None) -> LogoutInitiator | None:
    if before is None:
        return None
    if after is None:
        return LogoutInitiator.ACCOUNT_DELETED
    if after.blocked and not before.blocked:
        return LogoutInitiator.ACCOUNT_DEACTIVATED
    if after.password != before.password:
        return LogoutInitiator.PASSWORD_CHANGED
    if after.email != before.email:
        return LogoutInitiator.EMAIL_IDENTIFIER_CHANGED
    return None


def _tell(tenant: "Tenant", session: Session, initiator: LogoutInitiator) -> None:
    now = tenant.clock.now()
    told = tenant.session_clients.take(session.sid, now)
    if told is None:
        return
    from uuid import UUID

    for client_id, issuer in told.clients:
        client = tenant.clients.get(client_id)
        if client is None or initiator not in client.backchannel_logout_initiators:
            continue
        for url in client.backchannel_logout_urls:
            tenant.logout_deliveries.put(
                LogoutDelivery(
                    jti=str(UUID(bytes=tenant.ids.secret(16), version=4)),
                    client_id=client_id,
                    url=url,
                    issuer=issuer,
                    user_id=session.user_id,
                    sid=session.sid,
                    trace_id=tenant.ids.secret(8).hex(),
                    initiator=initiator,
                    ended_at=now,
                )
            )
