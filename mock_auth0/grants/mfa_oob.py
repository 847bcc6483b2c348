"""MFA grant: a code that was sent, or a notification that was answered.

Auth0: Authentication API > Verify with Out-of-Band (OOB)
"""

from dataclasses import replace
from datetime import timedelta

from mock_auth0.grants import mfa_continuation
from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.grant import Grant
from mock_auth0.model.authenticator import Kind
from mock_auth0.model.client import Client
from mock_auth0.model.oob_challenge import OobChallenge
from mock_auth0.oauth.errors import invalid_grant
from mock_auth0.oauth.mfa_errors import authorization_pending, authorization_rejected, slow_down
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import second_factor
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import oob_code
from mock_auth0.tokens.authorization import Authorization

_INTERVAL = timedelta(seconds=1)


def authorize(
    tenant: Tenant, client: Client, params: Params, caller: Caller = NOBODY
) -> Authorization:
    """Go on with what the ``mfa_token`` stands for."""
    sent = params.require("oob_code")
    continuation = mfa_continuation.read(tenant, client, params, caller.issuer)
    found = oob_code.read(tenant, sent)
    if (
        found is None
        or found[1].user_id != continuation.user.user_id
        or found[1].login != continuation.key
    ):
        raise invalid_grant(
            "Invalid oob_code.",
            remedy="it is of another login, older than five minutes, or was used already",
        )
    key, challenge = found
    if challenge.kind is Kind.PUSH:
        _check_answer(tenant, key, challenge)
    else:
        code = params.require("binding_code")
        second_factor.check_binding_code(tenant, continuation.user, challenge, code)
    tenant.guardian.challenges.discard(key)
    return mfa_continuation.finish(
        tenant, client, continuation, challenge.kind.value, challenge.device_id
    )


def _check_answer(tenant: Tenant, key: str, challenge: OobChallenge) -> None:
    """What the user tapped. Raises ``authorization_pending``, ``slow_down``, ``access_denied``."""
    if challenge.is_approved:
        return
    if challenge.is_approved is not None:
        tenant.guardian.challenges.discard(key)
        raise authorization_rejected("the user answered the notification with no")
    now = tenant.clock.now()
    last = challenge.asked_at
    tenant.guardian.challenges.replace(key, replace(challenge, asked_at=now))
    if last is not None and timedelta(0) <= now - last < _INTERVAL:
        raise slow_down()
    raise authorization_pending()


GRANT = Grant(
    grant_type="http://auth0.com/oauth/grant-type/mfa-oob",
    authorize=authorize,
    requires=("mfa_token", "oob_code"),
)
