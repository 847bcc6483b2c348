"""What the MFA grants share: they go on with what another grant had begun.

Auth0: Authenticate Using the Resource Owner Password Flow with MFA
"""

from dataclasses import dataclass, replace

from mock_auth0.model.authenticator import Authenticator
from mock_auth0.model.client import Client
from mock_auth0.model.user import User
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.mfa_errors import malformed_mfa_token
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import enrollment, system_apis
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import mfa_api_token, mfa_token, refresh_token
from mock_auth0.tokens.authorization import Authorization


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """Who is proving a factor, and what is granted then."""

    key: str | None
    """Of the login that waits; ``None``: an access token for the MFA API enrolls a factor."""
    user: User
    authorization: Authorization


def read(tenant: Tenant, client: Client, params: Params, issuer: str) -> Continuation:
    """What the ``mfa_token`` stands for. It is not used up: a wrong code may be typed again.

    Raises ``expired_token`` and ``invalid_grant`` (401).
    """
    token = params.require("mfa_token")
    if not mfa_token.looks_like_one(token):
        return _enrolling(tenant, client, token, issuer)
    key, waiting, user = mfa_token.read(tenant, token, client.client_id)
    return Continuation(key=key, user=user, authorization=waiting.continues)


def candidates(tenant: Tenant, continuation: Continuation) -> list[Authenticator]:
    """What the user may prove themselves by: what is confirmed; else what waits to be.

    With an access token, only what waits to be: everything else has been proven already.
    """
    user = continuation.user
    begun = [
        each
        for each in user.authenticators
        if not each.is_active and each.factor in tenant.guardian.factors
    ]
    if continuation.key is None:
        return begun
    return enrollment.usable(tenant, user) if enrollment.is_enrolled(tenant, user) else begun


def finish(
    tenant: Tenant, client: Client, continuation: Continuation, factor: str, device_id: str | None
) -> Authorization:
    """What is granted now; ``device_id`` names what is confirmed by that, if it was not before.

    The ``mfa_token`` is used up.
    """
    now = tenant.clock.now()
    granted = continuation.authorization
    presented = granted.presented
    if presented is not None:
        presented = refresh_token.present_again(tenant, presented, now)
    if continuation.key is not None:
        tenant.guardian.transactions.discard(continuation.key)
    user = tenant.users.get(continuation.user.user_id) or continuation.user
    proven = enrollment.find(user, device_id) if device_id else None
    if proven is not None and not proven.is_active:
        user = enrollment.confirm(tenant, user, proven.device_id)
    return replace(
        granted,
        client=client,
        user=user,
        presented=presented,
        factors=(*granted.factors, factor),
    )


def _enrolling(tenant: Tenant, client: Client, token: str, issuer: str) -> Continuation:
    """An access token enrolls further factors; it is answered by another one like it."""
    try:
        user, claims = mfa_api_token.read(tenant, token, issuer, system_apis.ENROLL)
    except OAuthError as error:
        raise malformed_mfa_token(error.remedy or error.description) from error
    if claims.get("azp") != client.client_id:
        raise malformed_mfa_token(f"the access token is of client {claims.get('azp')!r}")
    return Continuation(
        key=None,
        user=user,
        authorization=Authorization(
            client=client,
            user=user,
            scope=scopes.parse(str(claims.get("scope", ""))),
            audience=f"{issuer}{system_apis.MFA}",
            authenticated_at=tenant.clock.now(),
            may_refresh=False,
        ),
    )
