"""``oob_code``: the name of a challenge out of band.

Auth0: Authentication API > Challenge Request
"""

from mock_auth0.model.oob_challenge import OobChallenge
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import handle

_PURPOSE = "oob_code"


def name(tenant: Tenant, key: str, challenge: OobChallenge) -> str:
    """The code for a challenge that is kept by this key."""
    return handle.seal(tenant, _PURPOSE, key, challenge.expires_at)


def read(tenant: Tenant, code: str) -> tuple[str, OobChallenge] | None:
    """The challenge and its key, unless it has ended, was answered, or never was."""
    named = handle.unseal(tenant, _PURPOSE, code)
    if named is None:
        return None
    challenge = tenant.guardian.challenges.get(named.key, tenant.clock.now())
    return None if challenge is None else (named.key, challenge)
