"""``credentials-exchange``: before a client gets a token in its own name.

Auth0: Actions > Triggers > credentials-exchange
"""

from dataclasses import replace

from mock_auth0.hooks import facts
from mock_auth0.hooks.apis import CredentialsExchangeApi
from mock_auth0.hooks.event import (
    Event,
    EventAccessToken,
    EventResourceServer,
    EventTransaction,
)
from mock_auth0.hooks.outcome import Denial, Outcome
from mock_auth0.hooks.request import RequestInfo
from mock_auth0.hooks.run import run
from mock_auth0.model.hook import Hook, Trigger
from mock_auth0.model.hooked_login import HookedLogin
from mock_auth0.oauth.errors import ErrorCode, OAuthError
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization

_BAD_REQUEST, _SERVER_ERROR = 400, 500


def apply(
    tenant: Tenant, authorization: Authorization, requested: tuple[str, ...], request: RequestInfo
) -> Authorization:
    """What is granted once the hooks have seen it. Raises what they refuse it with."""
    outcome, ran = dry_run(tenant, authorization, requested, request)
    if outcome.denial is not None:
        raise _denied(outcome.denial, ran[-1])
    return replace(
        authorization,
        scope=outcome.scope_of(authorization.scope),
        hooked=HookedLogin(access_token_claims=outcome.access_token_claims),
    )


def dry_run(
    tenant: Tenant, authorization: Authorization, requested: tuple[str, ...], request: RequestInfo
) -> tuple[Outcome, list[Hook]]:
    """What the hooks would do, which nothing comes of; and those that ran."""
    outcome = Outcome()
    audience = authorization.audience

    def event_of(outcome: Outcome) -> Event:
        granted = [*outcome.scope_of(authorization.scope)]
        return Event(
            tenant=facts.tenant_of(tenant),
            request=request.copied(),
            client=facts.client_of(authorization.client),
            organization=facts.organization_of(authorization.organization),
            resource_server=EventResourceServer(identifier=audience) if audience else None,
            transaction=EventTransaction(requested_scopes=[*requested], target_scopes=granted),
            access_token=EventAccessToken(
                custom_claims=dict(outcome.access_token_claims), scope=[*granted]
            ),
        )

    ran = run(
        tenant.hooks.of(Trigger.CREDENTIALS_EXCHANGE),
        outcome,
        event_of,
        lambda outcome, _: CredentialsExchangeApi(outcome, outcome.scope_of(authorization.scope)),
    )
    return outcome, ran


def _denied(denial: Denial, hook: Hook) -> OAuthError:
    code = ErrorCode(denial.code or ErrorCode.SERVER_ERROR)
    return OAuthError(
        code,
        denial.reason,
        _SERVER_ERROR if code is ErrorCode.SERVER_ERROR else _BAD_REQUEST,
        f"the hook {hook.name!r} of credentials-exchange {denial.told}",
    )
