"""``custom-token-exchange``: whom a foreign token stands for.

Auth0: Custom Token Exchange
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mock_auth0.hooks import facts
from mock_auth0.hooks.apis import CustomTokenExchangeApi
from mock_auth0.hooks.event import Event, EventResourceServer, EventTransaction
from mock_auth0.hooks.outcome import Denial, Outcome, Why
from mock_auth0.hooks.request import Requested, RequestInfo, described, shown
from mock_auth0.hooks.run import run
from mock_auth0.model.client import Client
from mock_auth0.model.hook import Hook, Trigger
from mock_auth0.model.user import User
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant

_PROFILE = (
    "email", "email_verified", "username", "phone_number", "phone_verified", "name", "nickname",
    "given_name", "family_name", "picture",
)  # fmt: skip
_FLAGS = ("email_verified", "phone_verified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """What the hooks say; each ``None`` where they say nothing."""

    user: User | None = None
    organization: str | None = None
    actor: Mapping[str, Any] | None = None


class BadSubjectTokenError(OAuthError):
    """A hook rejected the subject token, which counts against whoever sent it."""


def exchange(
    tenant: Tenant, client: Client, params: Params, requested: Requested | None
) -> Exchanged:
    """Ask the hooks. Raises what they refuse it with."""
    request = described(requested)
    request.body = shown(params)
    outcome, ran = dry_run(tenant, client, params, request)
    if outcome.denial is not None:
        raise _denied(outcome.denial, ran[-1])
    try:
        user = _user(tenant, outcome)
    except (LookupError, TypeError, ValueError) as error:
        raise OAuthError(
            ErrorCode.SERVER_ERROR, str(error), 500, f"the hook {ran[-1].name!r}: {error}"
        ) from error
    return Exchanged(user=user, organization=outcome.organization, actor=outcome.actor)


def dry_run(
    tenant: Tenant, client: Client, params: Params, request: RequestInfo
) -> tuple[Outcome, list[Hook]]:
    """What the hooks would do, which nothing comes of; and those that ran."""
    outcome = Outcome()
    audience = params.get("audience") or tenant.seed.default_audience

    def event_of(_: Outcome) -> Event:
        return Event(
            tenant=facts.tenant_of(tenant),
            request=request.copied(),
            client=facts.client_of(client),
            resource_server=EventResourceServer(identifier=audience) if audience else None,
            transaction=EventTransaction(
                protocol="oauth2-token-exchange",
                requested_scopes=[*scopes.parse(params.get("scope"))],
                subject_token=params.get("subject_token"),
                subject_token_type=params.get("subject_token_type"),
                actor_token=params.get("actor_token"),
                actor_token_type=params.get("actor_token_type"),
            ),
        )

    ran = run(
        tenant.hooks.of(Trigger.CUSTOM_TOKEN_EXCHANGE),
        outcome,
        event_of,
        lambda outcome, _: CustomTokenExchangeApi(outcome),
    )
    return outcome, ran


def _denied(denial: Denial, hook: Hook) -> OAuthError:
    remedy = f"the hook {hook.name!r} of custom-token-exchange {denial.told}"
    if denial.why is Why.BAD_SUBJECT_TOKEN:
        return BadSubjectTokenError(ErrorCode.INVALID_REQUEST, denial.reason, 400, remedy)
    if denial.why is Why.FAILED:
        return OAuthError(ErrorCode.SERVER_ERROR, denial.reason, 500, remedy)
    code = ErrorCode(denial.code or ErrorCode.INVALID_REQUEST)
    return OAuthError(code, denial.reason, 500 if code is ErrorCode.SERVER_ERROR else 400, remedy)


def _user(tenant: Tenant, outcome: Outcome) -> User | None:
    if outcome.user is not None:
        user = tenant.user_by_login(outcome.user)
        if user is None:
            raise invalid_request(
                "User not found", remedy=f"a hook said set_user_by_id({outcome.user!r})"
            )
        return user
    return None if outcome.new_user is None else _by_connection(tenant, **outcome.new_user)


def _by_connection(
    tenant: Tenant, *, connection: str, profile: Mapping[str, Any], options: Mapping[str, str]
) -> User:
    found = tenant.connections.get(connection)
    if found is None:
        known = ", ".join(each.name for each in tenant.connections)
        raise LookupError(f"no connection is called {connection!r}; the tenant has: {known}")
    own_id = profile.get("user_id")
    if not isinstance(own_id, str) or not own_id:
        raise ValueError("the profile needs the user_id that the user has in the connection")
    user_id = f"{found.strategy}|{own_id}"
    now = tenant.clock.now()
    given = {name: profile[name] for name in _PROFILE if name in profile}
    for name, value in given.items():
        if not isinstance(value, bool if name in _FLAGS else str):
            raise TypeError(f"{name} of the profile is {value!r}")
    user = tenant.users.get(user_id)
    if user is None:
        if options.get("creation_behavior", "none") != "create_if_not_exists":
            raise invalid_request(
                "User not found", remedy="creation_behavior create_if_not_exists makes a new one"
            )
        user = User(user_id=user_id, connection=connection, created_at=now, updated_at=now, **given)
    elif options.get("update_behavior", "none") == "replace":
        user = replace(user, updated_at=now, **given)
    else:
        return user
    tenant.users.put(user)
    return user
