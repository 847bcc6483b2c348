"""The APIs of the tenant itself, which no tenant file lists.

Auth0: Manage Authentication Factors with Authentication APIs
"""

from datetime import timedelta
from functools import lru_cache

from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.oauth.redirect_uri import origin_of

MFA = "mfa/"
ENROLL = "enroll"
READ_AUTHENTICATORS = "read:authenticators"
REMOVE_AUTHENTICATORS = "remove:authenticators"

_LONGEST = 512


def find(audience: str, issuer: str | None) -> ResourceServer | None:
    """The API at this address of the tenant.

    A tenant with several names may be called by any; a token opens the API only where its issuer
    is that of the request.
    """
    base = audience.removesuffix(MFA)
    if base == audience or len(audience) > _LONGEST:
        return None
    is_ours = base == issuer if issuer else base == f"{origin_of(base)}/"
    return _mfa(audience) if is_ours else None


@lru_cache(maxsize=64)
def _mfa(audience: str) -> ResourceServer:
    return ResourceServer(
        identifier=audience,
        name="Auth0 MFA API",
        scopes=frozenset({ENROLL, READ_AUTHENTICATORS, REMOVE_AUTHENTICATORS}),
        token_lifetime=timedelta(minutes=10),
        token_lifetime_for_web=timedelta(minutes=10),
    )
