"""Hooks that tests run: functions and rules."""

from collections.abc import Mapping
from typing import Any

from mock_auth0.hooks.apis import PostLoginApi
from mock_auth0.hooks.event import Event, EventClient, EventTenant, EventTransaction, EventUser
from mock_auth0.hooks.outcome import Outcome
from mock_auth0.hooks.redirect import Redirect
from mock_auth0.hooks.request import RequestInfo
from mock_auth0.model.hook import Function, Hook, Trigger
from mock_auth0.tenant.file.hooks import hook_from
from mock_auth0.tenant.tenant import Tenant
from tests.builders import ISSUER, NOON_SECONDS


def hook(tenant: Tenant, run: Function, trigger: str = "post-login", **changes: Any) -> Hook:
    """The tenant runs the function."""
    added = Hook(trigger=Trigger(trigger), name="the hook", run=run, **changes)
    return tenant.hooks.add(added)


def rule(
    tenant: Tenant, then: Mapping[str, Any], trigger: str = "post-login", **changes: Any
) -> Hook:
    """The tenant follows the rule."""
    return tenant.hooks.add(hook_from({"trigger": trigger, "then": then, **changes}, tenant))


def an_event(**changes: Any) -> Event:
    """Ada logs in to the single-page application."""
    return Event(
        **{
            "tenant": EventTenant(id="mock-auth0"),
            "request": RequestInfo(ip="192.0.2.1"),
            "client": EventClient(client_id="spa", name="My SPA"),
            "user": EventUser(
                user_id="auth0|ada", email="ada@example.com", app_metadata={"plan": "gold"}
            ),
            "transaction": EventTransaction(requested_scopes=["openid", "email"]),
            **changes,
        }
    )


def a_post_login_api(outcome: Outcome) -> PostLoginApi:
    """What a hook may do after a login in a browser."""
    redirect = Redirect(
        outcome, an_event(), issuer=ISSUER, now=NOON_SECONDS, state="s", is_possible=True
    )
    return PostLoginApi(outcome, redirect)
