"""What a tenant holds, as events say it.

Auth0: Actions > Triggers > … > Event Object
"""

import copy
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mock_auth0.hooks.event import (
    EventAuthentication,
    EventAuthorization,
    EventClient,
    EventConnection,
    EventOrganization,
    EventRefreshToken,
    EventSession,
    EventTenant,
    EventUser,
)
from mock_auth0.hooks.outcome import Outcome, merged
from mock_auth0.model.authenticator import Factor
from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.model.organization import Organization
from mock_auth0.model.refresh_token import PresentedRefreshToken
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.tenant.ids import derived
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.claims import timestamp

_METHODS = {"auth0": "pwd", "email": "email", "sms": "sms"}
_FACTORS = {Factor.PUSH: "push-notification", Factor.RECOVERY_CODE: "recovery-code"}
_LENGTH_OF_AN_ID = 16


def tenant_of(tenant: Tenant) -> EventTenant:
    """The tenant."""
    return EventTenant(id=tenant.seed.friendly_name)


def client_of(client: Client) -> EventClient:
    """The application."""
    return EventClient(
        client_id=client.client_id, name=client.name, metadata=_copied(client.client_metadata)
    )


def connection_of(connection: Connection | None, name: str) -> EventConnection:
    """The connection, even where the tenant has no longer one of this name."""
    return EventConnection(
        id=f"con_{derived('connection', name)[:_LENGTH_OF_AN_ID]}",
        name=name,
        strategy=connection.strategy if connection else "auth0",
    )


def organization_of(organization: Organization | None) -> EventOrganization | None:
    """The organization, if there is one."""
    if organization is None:
        return None
    return EventOrganization(
        id=organization.organization_id,
        name=organization.name,
        display_name=organization.title,
        metadata=_copied(organization.metadata),
    )


def user_of(user: User, outcome: Outcome) -> EventUser:
    """The user, with the metadata that earlier hooks have given them."""
    factors = [_FACTORS.get(each.factor, each.factor.value) for each in _enrolled(user)]
    return EventUser(
        user_id=user.user_id,
        email=user.email,
        email_verified=user.email_verified,
        username=user.username,
        phone_number=user.phone_number,
        phone_verified=user.phone_verified,
        name=user.name,
        nickname=user.nickname,
        given_name=user.given_name,
        family_name=user.family_name,
        picture=user.picture,
        created_at=timestamp(user.created_at),
        updated_at=timestamp(user.updated_at),
        app_metadata=_copied(merged(user.app_metadata, outcome.app_metadata)),
        user_metadata=_copied(merged(user.user_metadata, outcome.user_metadata)),
        identities=_identities(user),
        multifactor=[*dict.fromkeys(factors)],
        enrolled_factors=[{"method": each} for each in factors],
    )


def roles_of(user: User, organization: Organization | None) -> EventAuthorization:
    """The names of the user's roles."""
    names = user.roles
    if organization is not None:
        names += organization.members.get(user.user_id, ())
    return EventAuthorization(roles=[*dict.fromkeys(names)])


def methods_of(
    connection: EventConnection, at: datetime, mfa_at: datetime | None
) -> EventAuthentication:
    """What the user has proven, and when."""
    first = {"name": _METHODS.get(connection.strategy, "federated"), "timestamp": timestamp(at)}
    if mfa_at is None:
        return EventAuthentication(methods=[first])
    return EventAuthentication(methods=[first, {"name": "mfa", "timestamp": timestamp(mfa_at)}])


def session_of(session: Session) -> EventSession:
    """The session by its ``sid``."""
    return EventSession(
        id=session.sid,
        authenticated_at=timestamp(session.authenticated_at),
        expires_at=timestamp(session.expires_at),
    )


def refresh_token_of(presented: PresentedRefreshToken | None) -> EventRefreshToken | None:
    """The family of the token that is redeemed."""
    if presented is None:
        return None
    family = presented.family
    return EventRefreshToken(
        id=presented.family_id.hex(),
        client_id=family.client_id,
        session_id=family.sid,
        rotating=family.rotates,
        expires_at=timestamp(family.expires_at),
    )


def _enrolled(user: User) -> list[Any]:
    return [each for each in user.authenticators if each.is_active]


def _identities(user: User) -> list[dict[str, Any]]:
    provider, _, own_id = user.user_id.partition("|")
    first = {
        "connection": user.connection,
        "provider": provider,
        "user_id": own_id or user.user_id,
        "isSocial": False,
    }
    return [first]


def _copied(values: Mapping[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(dict(values))
