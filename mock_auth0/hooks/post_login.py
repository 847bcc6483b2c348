"""``post-login``: after a user has logged in, before there are tokens.

Auth0: Actions > Triggers > post-login
"""

from dataclasses import dataclass
from datetime import datetime

from mock_auth0.hooks import facts
from mock_auth0.hooks.apis import PostLoginApi
from mock_auth0.hooks.event import Event, EventResourceServer, EventStats, EventTransaction
from mock_auth0.hooks.metadata import save
from mock_auth0.hooks.outcome import Denial, Outcome
from mock_auth0.hooks.redirect import Redirect
from mock_auth0.hooks.request import RequestInfo
from mock_auth0.hooks.run import run, run_one
from mock_auth0.model.client import Client
from mock_auth0.model.hook import Hook, Trigger
from mock_auth0.model.hooked_login import HookedLogin
from mock_auth0.model.organization import Organization
from mock_auth0.model.refresh_token import PresentedRefreshToken
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import ErrorCode, OAuthError, access_denied
from mock_auth0.tenant.tenant import Tenant

_MOST_REDIRECTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Who logged in where, for what."""

    client: Client
    user: User
    issuer: str
    transaction: EventTransaction
    audience: str | None = None
    authenticated_at: datetime
    mfa_at: datetime | None = None
    session: Session | None = None
    organization: Organization | None = None
    presented: PresentedRefreshToken | None = None
    may_redirect: bool = False


def begin(
    tenant: Tenant, login: Login, request: RequestInfo, before: HookedLogin | None = None
) -> tuple[HookedLogin, User]:
    """Run the hooks, or those that are left; what came of it, and the user as they are now.

    Raises ``access_denied`` (500 where it is no redirect).
    """
    hooks = tenant.hooks.of(Trigger.POST_LOGIN)
    done = before.done if before else ()
    outcome = _outcome(before)
    ran = _run(
        tenant, login, request, outcome, [each for each in hooks if each.hook_id not in done]
    )
    return _concluded(tenant, login, outcome, before, ran)


def go_on(
    tenant: Tenant, login: Login, request: RequestInfo, before: HookedLogin
) -> tuple[HookedLogin, User]:
    """The browser is back: run what the hook that sent it away has for that. Raises the same."""
    hook = tenant.hooks.get(before.waits or "")
    outcome = _outcome(before)
    if hook is None:
        return _concluded(tenant, login, outcome, before, [])
    run_one(
        hook,
        outcome,
        lambda outcome: event(tenant, login, request, outcome),
        lambda outcome, event: _api(tenant, login, outcome, event),
        goes_on=True,
    )
    return _concluded(tenant, login, outcome, before, [hook])


def dry_run(tenant: Tenant, login: Login, request: RequestInfo) -> tuple[Outcome, list[Hook]]:
    """What the hooks would do, which nothing comes of; and those that ran."""
    outcome = Outcome()
    return outcome, _run(tenant, login, request, outcome, [*tenant.hooks.of(Trigger.POST_LOGIN)])


def event(tenant: Tenant, login: Login, request: RequestInfo, outcome: Outcome) -> Event:
    """What a hook is told of the login."""
    user = login.user
    connection = facts.connection_of(tenant.connections.get(user.connection), user.connection)
    return Event(
        tenant=facts.tenant_of(tenant),
        request=request.copied(),
        client=facts.client_of(login.client),
        user=facts.user_of(user, outcome),
        connection=connection,
        organization=facts.organization_of(login.organization),
        resource_server=EventResourceServer(identifier=login.audience) if login.audience else None,
        authentication=facts.methods_of(connection, login.authenticated_at, login.mfa_at),
        authorization=facts.roles_of(user, login.organization),
        transaction=_copied(login.transaction),
        session=facts.session_of(login.session) if login.session else None,
        stats=EventStats(logins_count=tenant.logins.get(user.user_id) or 0),
        refresh_token=facts.refresh_token_of(login.presented),
    )


def external_interaction_required() -> OAuthError:
    """A hook sends the browser elsewhere, and there is none, or it may show nothing."""
    return OAuthError(
        ErrorCode.INTERACTION_REQUIRED,
        "External interaction required",
        403,
        remedy="a hook of post-login calls api.redirect.send_user_to: ask without prompt=none, "
        "or have it look at api.redirect.can_redirect()",
    )


def _run(
    tenant: Tenant, login: Login, request: RequestInfo, outcome: Outcome, hooks: list[Hook]
) -> list[Hook]:
    return run(
        hooks,
        outcome,
        lambda outcome: event(tenant, login, request, outcome),
        lambda outcome, event: _api(tenant, login, outcome, event),
    )


def _api(tenant: Tenant, login: Login, outcome: Outcome, told: Event) -> PostLoginApi:
    redirect = Redirect(
        outcome,
        told,
        issuer=login.issuer,
        now=int(tenant.clock.now().timestamp()),
        state=login.transaction.id,
        is_possible=login.may_redirect,
    )
    return PostLoginApi(outcome, redirect)


def _outcome(before: HookedLogin | None) -> Outcome:
    if before is None:
        return Outcome()
    return Outcome(
        id_token_claims=dict(before.id_token_claims),
        access_token_claims=dict(before.access_token_claims),
        added_scope=[*before.added_scope],
        removed_scope=[*before.removed_scope],
        demands_mfa=before.demands_mfa,
        demands_fresh_mfa=before.demands_fresh_mfa,
    )


def _concluded(
    tenant: Tenant, login: Login, outcome: Outcome, before: HookedLogin | None, ran: list[Hook]
) -> tuple[HookedLogin, User]:
    # Metadata is written also where the login is denied.
    user = save(tenant, login.user, outcome)
    redirects = (before.redirects if before else 0) + (outcome.redirect is not None)
    if outcome.denial is not None:
        raise _denied(outcome.denial, ran[-1])
    if redirects > _MOST_REDIRECTS:
        raise access_denied(
            "Too many redirects",
            status=500,
            remedy=f"hooks sent the browser away more than {_MOST_REDIRECTS} times in this login",
        )
    names = (*(before.done if before else ()), *(each.hook_id for each in ran))
    return (
        HookedLogin(
            user_id=user.user_id,
            done=tuple(dict.fromkeys(names)),
            redirect=outcome.redirect,
            waits=ran[-1].hook_id if outcome.redirect is not None else None,
            redirects=redirects,
            id_token_claims=outcome.id_token_claims,
            access_token_claims=outcome.access_token_claims,
            added_scope=tuple(outcome.added_scope),
            removed_scope=tuple(outcome.removed_scope),
            demands_mfa=outcome.demands_mfa,
            demands_fresh_mfa=outcome.demands_fresh_mfa,
        ),
        user,
    )


def _denied(denial: Denial, hook: Hook) -> OAuthError:
    """Auth0 tells the application; where there is no redirect, with 500."""
    return access_denied(
        denial.reason, status=500, remedy=f"the hook {hook.name!r} of post-login {denial.told}"
    )


def _copied(transaction: EventTransaction) -> EventTransaction:
    import copy

    return copy.deepcopy(transaction)
