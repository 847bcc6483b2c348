"""Hooks through the doors: functions in Python, rules everywhere."""

from typing import Any

import pytest

from mock_auth0 import MockAuth0
from mock_auth0.control import hooks
from mock_auth0.control.hook_trial import DryRun
from mock_auth0.control.world import World
from mock_auth0.hooks.event import Event
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of
from tests.builders import API, ISSUER, a_tenant
from tests.http.browser import Browser
from tests.http.worlds import a_browser


@pytest.fixture
def world() -> World:
    return World(a_tenant(), ISSUER)


@pytest.fixture
def browser(world: World) -> Browser:
    return a_browser(world.tenant)


def test_functions_as_decorators() -> None:
    with MockAuth0() as auth0:

        @auth0.hooks.post_login
        def enrich(event: Event, api: Any) -> None:
            api.access_token.set_custom_claim("https://acme.example/email", event.user.email)

        @auth0.hooks.credentials_exchange
        def closed(_: Event, api: Any) -> None:
            api.access.deny("invalid_request", "closed")

        tokens = auth0.log_in("ada@example.com")
        assert claims_of(tokens.access_token)["https://acme.example/email"] == "ada@example.com"
        assert [each.name for each in auth0.hooks.list()] == ["enrich", "closed"]
        assert enrich.__name__ == "enrich"
        auth0.hooks.add("post-login", then={"deny": "No"})
        with pytest.raises(OAuthError, match="access_denied: No"):
            auth0.log_in("ada@example.com")
        auth0.reset()
        assert auth0.hooks.list() == []


def test_every_trigger_is_a_decorator() -> None:
    auth0 = MockAuth0(Tenant())
    names = (
        "post_login", "credentials_exchange", "pre_user_registration", "post_user_registration",
        "post_change_password", "send_phone_message", "password_reset_post_challenge",
        "custom_token_exchange",
    )  # fmt: skip
    for name in names:
        getattr(auth0.hooks, name)(lambda *_: None)
    assert [each.trigger for each in auth0.hooks.list()] == [
        name.replace("_", "-") for name in names
    ]


async def a_coroutine(*_: Any) -> None: ...


class Awaited:
    async def __call__(self, *_: Any) -> None: ...


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"trigger": "post-logout", "run": print}, "no trigger is called 'post-logout'; there are"),
        ({"trigger": "post-login"}, "hook: needs then, such as then: { deny: No entry }"),
        ({"trigger": "post-login", "run": a_coroutine}, "write def, not async def"),
        ({"trigger": "post-login", "run": Awaited()}, "write def, not async def"),
        ({"trigger": "post-login", "run": print, "on_continue": a_coroutine}, "write def"),
        ({"trigger": "post-login", "run": "print"}, "a hook is a function"),
        ({"trigger": "post-login", "run": print, "then": {"deny": "x"}}, "are a rule's"),
        ({"trigger": "post-login", "run": print, "on_continue": {"deny": "x"}}, "is a function"),
        ({"trigger": "post-login", "then": {"deny": "x"}, "on_continue": print}, "on_continue"),
    ],
)
def test_says_what_cannot_be_a_hook(world: World, options: dict[str, Any], error: str) -> None:
    with pytest.raises((ValueError, TypeError)) as caught:
        hooks.add(world, **options)
    assert error in str(caught.value)
    assert [*world.tenant.hooks] == []


def test_rules_over_http(browser: Browser) -> None:
    body = {
        "trigger": "post-login",
        "name": "Sundays",
        "when": {"user": "ada@example.com"},
        "then": {"deny": {"reason": "No"}},
    }
    added = browser.post("/_mock/hooks", json=body)
    assert (added.status, added.json) == (
        200,
        {
            "hook_id": "hook_1",
            "trigger": "post-login",
            "name": "Sundays",
            "when": {"user": ["ada@example.com"]},
            "then": {"deny": {"reason": "No"}},
            "on_continue": {},
        },
    )
    assert browser.get("/_mock/hooks").json == [added.json]
    assert browser.ask("DELETE", "/_mock/hooks/Sundays").status == 204
    assert browser.get("/_mock/hooks").json == []
    gone = browser.ask("DELETE", "/_mock/hooks/Sundays")
    assert (gone.status, gone.json["error_description"]) == (
        404,
        "no hook is called 'Sundays'; there are: none",
    )


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"trigger": "post-login", "then": {"dney": "x"}}, "did you mean deny?"),
        ({"trigger": "post-login", "run": "print"}, "unknown field 'run'"),
        ({"then": {"deny": "x"}}, "trigger: field required"),
        ({"trigger": "post-login", "then": "deny"}, "then: input should be a valid dictionary"),
        ({"trigger": "post-login", "then": {"deny": ["x"]}}, "must be text; it is a list"),
        ({"trigger": "post-login", "when": {"user": 7}, "then": {"deny": "x"}}, "must be text"),
    ],
)
def test_says_what_is_no_rule(browser: Browser, body: dict[str, Any], error: str) -> None:
    answer = browser.post("/_mock/hooks", json=body)
    assert answer.status == 400
    assert error in answer.json["error_description"]
    assert browser.get("/_mock/hooks").json == []


def test_clear(world: World) -> None:
    hooks.add(world, "post-login", print)
    hooks.clear(world)
    assert hooks.list_all(world) == []


def test_a_dry_run_changes_nothing(world: World) -> None:
    tenant = world.tenant
    before = tenant.image()

    def everything(event: Event, api: Any) -> None:
        api.id_token.set_custom_claim("email_of", event.user.email)
        api.id_token.set_custom_claim("sub", "auth0|grace")
        api.access_token.set_custom_claim("org_id", "x")
        api.access_token.add_scope("admin")
        api.user.set_app_metadata("seen", True)
        api.multifactor.enable("any")
        api.redirect.send_user_to("https://terms.example/")

    hooks.add(world, "post-login", everything)
    hooks.add(world, "post-login", print)
    said = hooks.dry_run(
        world, "post-login", "ada@example.com", audience=API, scope="openid read:notes"
    )
    restricted = "the name is restricted; use another, or a namespace such as https://example.com/"
    assert said == DryRun(
        ran=("everything",),
        id_token_claims={"email_of": "ada@example.com"},
        left_out={"sub": restricted, "org_id": restricted},
        scope=("openid", "read:notes", "admin"),
        requires_mfa=True,
        redirect_to="https://terms.example/",
        app_metadata={"seen": True},
    )
    hooks.clear(world)
    assert tenant.image() == before


def test_dry_runs_of_other_triggers(world: World) -> None:
    hooks.add(
        world, "credentials-exchange", then={"deny": {"reason": "No", "code": "invalid_scope"}}
    )
    hooks.add(world, "pre-user-registration", then={"deny": {"reason": "No", "user_message": "Hm"}})
    hooks.add(world, "custom-token-exchange", then={"set_user": "ada@example.com"})
    hooks.add(world, "password-reset-post-challenge", then={"fail": "boom"})
    said = hooks.dry_run(world, "credentials-exchange", audience=API)
    assert (said.is_denied, said.code, said.reason) == (True, "invalid_scope", "No")
    said = hooks.dry_run(world, "pre-user-registration", "new@example.com")
    assert (said.is_denied, said.user_message) == (True, "Hm")
    said = hooks.dry_run(world, "custom_token_exchange", body={"subject_token": "x"})
    assert said.user == "ada@example.com"
    said = hooks.dry_run(world, "password-reset-post-challenge", "ada@example.com")
    assert (said.has_failed, said.reason) == (True, "boom")


def test_a_dry_run_by_protocol(world: World) -> None:
    hooks.add(world, "post-login", when={"protocol": "oauth2-*"}, then={"deny": "no refreshing"})
    assert not hooks.dry_run(world, "post-login", "ada@example.com").is_denied
    said = hooks.dry_run(world, "post-login", "ada@example.com", protocol="oauth2-refresh-token")
    assert said.is_denied


@pytest.mark.parametrize(
    ("trigger", "user", "error"),
    [
        ("post-login", None, "post-login needs a user"),
        ("post-login", "nobody", "no user is called 'nobody'"),
        ("post-user-registration", "ada@example.com", "decides nothing"),
        ("x" * 1000, "ada@example.com", "no trigger is called"),
    ],
)
def test_says_what_cannot_be_tried(
    world: World, trigger: str, user: str | None, error: str
) -> None:
    with pytest.raises((ValueError, LookupError), match=error):
        hooks.dry_run(world, trigger, user)


def test_a_dry_run_over_http(browser: Browser) -> None:
    browser.post("/_mock/hooks", json={"trigger": "post-login", "then": {"deny": "No"}})
    answer = browser.post(
        "/_mock/hooks/dry-run", json={"trigger": "post-login", "user": "ada@example.com"}
    )
    assert answer.status == 200
    assert (answer.json["is_denied"], answer.json["reason"]) == (True, "No")
