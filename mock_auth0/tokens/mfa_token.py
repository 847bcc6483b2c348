"""``mfa_token``: the name of a login that waits for its second factor.

Auth0: Authenticate Using the Resource Owner Password Flow with MFA
"""

from typing import Any

from mock_auth0.model.mfa_transaction import MFA_TOKEN_LIFETIME, MfaTransaction
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import user_is_blocked
from mock_auth0.oauth.mfa_errors import expired_mfa_token, malformed_mfa_token
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import handle
from mock_auth0.tokens.authorization import Authorization

_PURPOSE = "mfa_token"


def mint(tenant: Tenant, user: User, authorization: Authorization) -> str:
    """Keep what was granted until the factor is proven, and name it."""
    now = tenant.clock.now()
    key = url_safe(tenant.ids.secret(24))
    ends_at = now + MFA_TOKEN_LIFETIME
    tenant.guardian.transactions.put(
        key,
        MfaTransaction(
            user_id=user.user_id,
            client_id=authorization.client.client_id,
            continues=authorization,
            expires_at=ends_at,
        ),
        now,
    )
    return handle.seal(tenant, _PURPOSE, key, ends_at)


def looks_like_one(token: str) -> bool:
    """Whether it begins as one does; an access token begins otherwise."""
    return token.startswith(handle.PREFIX)


def read(
    tenant: Tenant, token: str, client_id: str | None = None
) -> tuple[str, MfaTransaction[Any], User]:
    """The key of the login that waits, what it is, and its user.

    Only the client that began it may go on, where it says who it is. Raises ``expired_token`` and
    ``invalid_grant`` (401).
    """
    named = handle.unseal(tenant, _PURPOSE, token)
    if named is None:
        raise malformed_mfa_token("it is no mfa_token of this tenant")
    now = tenant.clock.now()
    if named.ends_at <= now:
        raise expired_mfa_token("it is older than ten minutes: log in again")
    waiting = tenant.guardian.transactions.get(named.key, now)
    if waiting is None:
        raise expired_mfa_token("it was used already, or a reset forgot it: log in again")
    if client_id not in (None, waiting.client_id):
        raise malformed_mfa_token(f"it was given to client {waiting.client_id!r}")
    user = tenant.users.get(waiting.user_id)
    if user is None:
        raise expired_mfa_token("the user was deleted meanwhile")
    if user.blocked:
        raise user_is_blocked()
    return named.key, waiting, user
