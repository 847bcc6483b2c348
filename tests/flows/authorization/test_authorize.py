"""`/authorize`: answered at once, by a page, or not at all."""

from datetime import timedelta
from typing import Any

import pytest

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.flows.authorization.authorize import authorize
from mock_auth0.flows.universal_login import sessions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.model.authorization_code import AuthorizationCode
from mock_auth0.model.connection import Connection
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.response_mode import ResponseMode
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests.answers import in_order, refused
from tests.builders import (
    API,
    CALLBACK,
    HOUR,
    MINUTE,
    NOON,
    SECOND,
    a_client,
    a_code,
    a_tenant,
    a_user,
    an_authorization_request,
    authorize_params,
    the_secret,
)

GRACE = a_user(user_id="auth0|grace", email="grace@example.com")
NOBODY = Browser()


def a_tenant_of_two(policy: Policy | None = None, **changes: Any) -> Tenant:
    return a_tenant(policy, users=(a_user(), GRACE), **changes)


def logged_in(tenant: Tenant) -> Browser:
    """A browser in which Ada has just logged in."""
    return Browser(device="the-device", session=sessions.begin(tenant, a_user()))


def code_in(tenant: Tenant, outcome: AuthorizationResponse | NextScreen) -> AuthorizationCode:
    assert isinstance(outcome, AuthorizationResponse)
    code = tenant.codes.get(outcome.parameters["code"], tenant.clock.now())
    assert code is not None
    return code


def told(tenant: Tenant, outcome: AuthorizationResponse | NextScreen) -> str:
    """In a word: the page, the error, or whom the code stands for."""
    if isinstance(outcome, NextScreen):
        return "page"
    if outcome.error is not None:
        return outcome.parameters["error"]
    return code_in(tenant, outcome).user_id.removeprefix("auth0|")


DECISIONS = {
    # (session?, auto_login, parameters): outcome
    "no session": (False, None, {}, "page"),
    "a session": (True, None, {}, "ada"),
    "no session, prompt none": (False, None, {"prompt": "none"}, "login_required"),
    "a session, prompt none": (True, None, {"prompt": "none"}, "ada"),
    "no session, prompt login": (False, None, {"prompt": "login"}, "page"),
    "a session, prompt login": (True, None, {"prompt": "login"}, "page"),
    "no session, prompt select_account": (False, None, {"prompt": "select_account"}, "page"),
    "a session, prompt select_account": (True, None, {"prompt": "select_account"}, "page"),
    "a session, an unknown prompt": (True, None, {"prompt": "whatever"}, "ada"),
    "no session, max_age": (False, None, {"max_age": "3600"}, "page"),
    "no session, max_age, prompt none": (
        False,
        None,
        {"max_age": "3600", "prompt": "none"},
        "login_required",
    ),
    "a session, max_age not reached": (True, None, {"max_age": "61"}, "ada"),
    "a session, max_age just reached": (True, None, {"max_age": "60"}, "ada"),
    "a session, max_age exceeded": (True, None, {"max_age": "59"}, "page"),
    "a session, max_age exceeded, prompt none": (
        True,
        None,
        {"max_age": "59", "prompt": "none"},
        "login_required",
    ),
    "a session, max_age 0": (True, None, {"max_age": "0"}, "page"),
    "a session, max_age 0, prompt none": (
        True,
        None,
        {"max_age": "0", "prompt": "none"},
        "login_required",
    ),
    "no session, login_hint": (False, None, {"login_hint": "grace@example.com"}, "page"),
    "a session, login_hint of another": (True, None, {"login_hint": "grace@example.com"}, "ada"),
    "no session, auto_login": (False, "grace@example.com", {}, "grace"),
    "no session, auto_login by id": (False, "auth0|grace", {}, "grace"),
    "no session, auto_login, prompt none": (
        False,
        "grace@example.com",
        {"prompt": "none"},
        "grace",
    ),
    "a session, auto_login of another": (True, "grace@example.com", {}, "ada"),
    "a session, auto_login of another, prompt login": (
        True,
        "grace@example.com",
        {"prompt": "login"},
        "grace",
    ),
    "a session, auto_login of another, max_age exceeded": (
        True,
        "grace@example.com",
        {"max_age": "0"},
        "grace",
    ),
    "no session, auto_login of nobody": (False, "nobody@example.com", {}, "page"),
    "no session, auto_login of nobody, prompt none": (
        False,
        "nobody@example.com",
        {"prompt": "none"},
        "login_required",
    ),
    "no session, auto_login by hint": (
        False,
        "hint",
        {"login_hint": "grace@example.com"},
        "grace",
    ),
    "no session, auto_login by hint in upper case": (
        False,
        "hint",
        {"login_hint": "GRACE@example.com"},
        "grace",
    ),
    "no session, auto_login by hint, prompt none": (
        False,
        "hint",
        {"login_hint": "grace@example.com", "prompt": "none"},
        "grace",
    ),
    "no session, auto_login by hint, none sent": (False, "hint", {}, "page"),
    "no session, auto_login by hint of nobody": (
        False,
        "hint",
        {"login_hint": "nobody@example.com"},
        "page",
    ),
    "no session, auto_login by hint of nobody, prompt none": (
        False,
        "hint",
        {"login_hint": "nobody@example.com", "prompt": "none"},
        "login_required",
    ),
}


@pytest.mark.parametrize(
    ("has_session", "auto_login", "changes", "outcome"),
    [pytest.param(*decision, id=name) for name, decision in DECISIONS.items()],
)
def test_decides(
    has_session: bool, auto_login: str | None, changes: dict[str, str | None], outcome: str
) -> None:
    tenant = a_tenant_of_two(Policy(auto_login=auto_login))
    browser = logged_in(tenant) if has_session else NOBODY
    tenant.clock.advance(MINUTE)

    assert told(tenant, authorize(tenant, authorize_params(**changes), browser)) == outcome


NOT_INTERACTIVE = {
    "no session: the first user": (False, None, {}, "ada"),
    "a session": (True, None, {}, "ada"),
    "auto_login": (False, "grace@example.com", {}, "grace"),
    "auto_login by hint": (False, "hint", {"login_hint": "grace@example.com"}, "grace"),
    "auto_login by hint of nobody: the first user": (
        False,
        "hint",
        {"login_hint": "nobody@example.com"},
        "ada",
    ),
    "prompt none": (False, None, {"prompt": "none"}, "login_required"),
    "prompt login": (False, None, {"prompt": "login"}, "ada"),
}


@pytest.mark.parametrize(
    ("has_session", "auto_login", "changes", "outcome"),
    [pytest.param(*decision, id=name) for name, decision in NOT_INTERACTIVE.items()],
)
def test_decides_for_whoever_cannot_be_shown_a_page(
    has_session: bool, auto_login: str | None, changes: dict[str, str | None], outcome: str
) -> None:
    tenant = a_tenant_of_two(Policy(auto_login=auto_login))
    browser = logged_in(tenant) if has_session else NOBODY

    answer = authorize(tenant, authorize_params(**changes), browser, interactive=False)

    assert told(tenant, answer) == outcome


def test_passes_over_blocked_users_and_other_connections_without_a_page() -> None:
    tenant = a_tenant(
        users=(a_user(blocked=True), GRACE, a_user(user_id="auth0|staff", connection="Staff")),
        connections=(Connection(name="Username-Password-Authentication"), Connection(name="Staff")),
    )

    def whom(**changes: str) -> str:
        answer = authorize(tenant, authorize_params(**changes), NOBODY, interactive=False)
        return told(tenant, answer)

    assert whom() == "grace"
    assert whom(connection="Staff") == "staff"


def test_has_nobody_to_log_in_where_there_are_no_users() -> None:
    answer = authorize(a_tenant(users=()), authorize_params(), NOBODY, interactive=False)

    assert isinstance(answer, AuthorizationResponse)
    assert answer.parameters["error"] == "login_required"


def test_answers_with_a_code_and_the_state() -> None:
    tenant = a_tenant()
    browser = logged_in(tenant)

    answer = authorize(tenant, authorize_params(), browser)

    # One secret is the tenant's, two are the session's.
    assert answer == AuthorizationResponse(
        redirect_uri=CALLBACK,
        response_mode=ResponseMode.QUERY,
        parameters={"code": the_secret(4, 32), "state": "af0ifjsldkj"},
    )


def test_answers_with_a_code_alone_where_no_state_was_sent() -> None:
    tenant = a_tenant()

    answer = authorize(tenant, authorize_params(state=None), logged_in(tenant))

    assert isinstance(answer, AuthorizationResponse)
    assert list(answer.parameters) == ["code"]


@pytest.mark.parametrize("mode", ["query", "fragment", "form_post", "web_message"])
def test_answers_in_the_mode_that_was_asked_for(mode: str) -> None:
    tenant = a_tenant()

    answer = authorize(tenant, authorize_params(response_mode=mode), logged_in(tenant))

    assert isinstance(answer, AuthorizationResponse)
    assert answer.response_mode == mode


def test_gives_a_code_that_stands_for_all_that_was_asked() -> None:
    tenant = a_tenant()
    browser = logged_in(tenant)
    tenant.clock.advance(MINUTE)

    answer = authorize(
        tenant,
        authorize_params(audience=API, scope="openid read:notes admin", max_age="3600"),
        browser,
    )

    assert code_in(tenant, answer) == a_code(
        scope=("openid", "read:notes"),
        audience=API,
        sid=the_secret(3, 24),
        wants_auth_time=True,
        expires_at=NOON + 11 * MINUTE,
    )


@pytest.mark.parametrize(
    ("changes", "wants"),
    [({}, False), ({"max_age": "3600"}, True), ({"prompt": "login"}, True)],
    ids=["nothing", "max_age", "prompt login"],
)
def test_has_the_time_of_the_login_said_for(changes: dict[str, str], wants: bool) -> None:
    tenant = a_tenant(Policy(auto_login="ada@example.com"))

    answer = authorize(tenant, authorize_params(**changes), NOBODY)

    assert code_in(tenant, answer).wants_auth_time is wants


def test_begins_a_session_by_an_automatic_login() -> None:
    tenant = a_tenant(Policy(auto_login="ada@example.com"))

    answer = authorize(tenant, authorize_params(), NOBODY)

    assert isinstance(answer, AuthorizationResponse)
    assert answer.session == the_secret(2, 24)
    tenant.policy = Policy()
    again = authorize(tenant, authorize_params(prompt="none"), Browser(session=answer.session))
    assert told(tenant, again) == "ada"


def test_begins_a_session_in_the_place_of_the_one_before() -> None:
    tenant = a_tenant(Policy(auto_login="ada@example.com"))
    browser = logged_in(tenant)

    answer = authorize(tenant, authorize_params(prompt="login"), browser)

    assert isinstance(answer, AuthorizationResponse)
    assert answer.session not in (None, browser.session)
    assert sessions.current(tenant, browser.session) is None


def test_gives_the_same_sid_to_all_codes_of_a_session() -> None:
    tenant = a_tenant()
    browser = logged_in(tenant)

    answers = [authorize(tenant, authorize_params(), browser) for _ in range(2)]

    assert {code_in(tenant, answer).sid for answer in answers} == {the_secret(3, 24)}


def test_puts_the_idle_end_of_the_session_off_also_without_a_page() -> None:
    tenant = a_tenant(idle_session_lifetime=HOUR)
    browser = logged_in(tenant)

    for _ in range(3):
        tenant.clock.advance(HOUR - SECOND)
        answer = authorize(tenant, authorize_params(prompt="none"), browser)
        assert told(tenant, answer) == "ada"

    tenant.clock.advance(HOUR)
    assert told(tenant, authorize(tenant, authorize_params(prompt="none"), browser)) == (
        "login_required"
    )


@pytest.mark.parametrize("auto_login", ["ada@example.com", "hint"])
def test_refuses_to_log_a_blocked_user_in(auto_login: str) -> None:
    tenant = a_tenant(Policy(auto_login=auto_login), users=(a_user(blocked=True),))

    answer = authorize(tenant, authorize_params(login_hint="ada@example.com"), NOBODY)

    assert isinstance(answer, AuthorizationResponse)
    assert in_order(answer.parameters) == [
        ("error", "unauthorized"),
        ("error_description", "user is blocked"),
        ("state", "af0ifjsldkj"),
    ]
    assert len(tenant.sessions) == 0


def test_asks_again_when_the_user_was_blocked_meanwhile() -> None:
    tenant = a_tenant()
    browser = logged_in(tenant)
    tenant.users.put(a_user(blocked=True))

    assert isinstance(authorize(tenant, authorize_params(), browser), NextScreen)


def test_shows_a_page_of_a_login_in_progress_on_this_device() -> None:
    tenant = a_tenant()

    page = authorize(tenant, authorize_params(), NOBODY)

    assert page == NextScreen(
        state=f"hKFo2S{the_secret(3, 30)}{url_safe(b'spa')}", device=the_secret(2, 24)
    )
    assert tenant.transactions.get(page.state, NOON) == LoginTransaction(
        request=an_authorization_request(),
        device=page.device,
        began_at=NOON,
        expires_at=NOON + HOUR,
    )


def test_knows_a_device_again() -> None:
    page = authorize(a_tenant(), authorize_params(), Browser(device="the-device"))

    assert isinstance(page, NextScreen)
    assert page.device == "the-device"


REDIRECTED = {
    "unsupported_response_type": (
        {"response_type": "cod"},
        "Unsupported response type: cod",
    ),
    "unsupported_response_mode": (
        {"response_mode": "jwt"},
        "Unsupported response mode: jwt",
    ),
    "access_denied": (
        {"audience": "https://other.example/"},
        "Service not found: https://other.example/",
    ),
    "login_required": ({"prompt": "none"}, "Login required"),
    "invalid_request": (
        {"prompt": "none login"},
        "Prompt includes none with other values",
    ),
}


@pytest.mark.parametrize(
    ("code", "changes", "description"),
    [pytest.param(code, *row, id=code) for code, row in REDIRECTED.items()],
)
def test_tells_the_application_of(
    code: str, changes: dict[str, str | None], description: str
) -> None:
    answer = authorize(a_tenant(), authorize_params(**changes), NOBODY)

    assert isinstance(answer, AuthorizationResponse)
    assert (answer.redirect_uri, answer.response_mode) == (CALLBACK, ResponseMode.QUERY)
    assert in_order(answer.parameters) == [
        ("error", code),
        ("error_description", description),
        ("state", "af0ifjsldkj"),
    ]


@pytest.mark.parametrize("mode", ["fragment", "form_post", "web_message"])
def test_tells_of_an_error_in_the_mode_that_was_asked_for(mode: str) -> None:
    answer = authorize(a_tenant(), authorize_params(response_mode=mode, prompt="none"), NOBODY)

    assert isinstance(answer, AuthorizationResponse)
    assert (answer.response_mode, answer.parameters["error"]) == (mode, "login_required")


def test_tells_of_an_error_without_a_state_where_none_was_sent() -> None:
    answer = authorize(a_tenant(), authorize_params(state=None, prompt="none"), NOBODY)

    assert isinstance(answer, AuthorizationResponse)
    assert answer.parameters == {"error": "login_required", "error_description": "Login required"}


@pytest.mark.parametrize(
    "changes",
    [*(changes for changes, _ in REDIRECTED.values())],
    ids=list(REDIRECTED),
)
def test_shows_a_page_for_the_same_errors_where_nothing_may_be_redirected(
    changes: dict[str, str | None],
) -> None:
    with pytest.raises(OAuthError):
        authorize(a_tenant(), authorize_params(**changes, redirect_uri=None), NOBODY)


@pytest.mark.parametrize(
    ("params", "code", "status"),
    [
        (authorize_params(client_id=None), "invalid_request", 400),
        (authorize_params(client_id="nobody"), "invalid_request", 400),
        (authorize_params(redirect_uri="https://evil.example/"), "unauthorized_client", 403),
        (authorize_params(session_transfer_token="x"), "not_emulated", 501),
    ],
    ids=["no client", "unknown client", "foreign redirect_uri", "not emulated"],
)
def test_never_redirects(params: Params, code: str, status: int) -> None:
    tenant = a_tenant()

    with pytest.raises(OAuthError) as caught:
        authorize(tenant, params, logged_in(tenant))

    assert (caught.value.code, caught.value.status) == (code, status)


def test_finds_that_it_has_nowhere_to_go_once_the_user_is_known() -> None:
    tenant = a_tenant()
    params = authorize_params(redirect_uri=None)

    assert isinstance(authorize(tenant, params, NOBODY), NextScreen)
    with refused("server_error", "Unable to issue redirect for OAuth 2.0 transaction", 500):
        authorize(tenant, params, logged_in(tenant))
    assert len(tenant.codes) == 0


def test_binds_a_code_to_no_redirect_uri_where_none_was_sent() -> None:
    tenant = a_tenant()

    answer = authorize(
        tenant, authorize_params(redirect_uri=None), logged_in(tenant), interactive=False
    )

    assert isinstance(answer, AuthorizationResponse)
    assert (answer.redirect_uri, code_in(tenant, answer).redirect_uri) == (CALLBACK, None)


@pytest.mark.parametrize("prompt", [None, "none"])
def test_asks_again_by_max_age_0_at_the_very_moment_of_the_login(prompt: str | None) -> None:
    tenant = a_tenant()

    answer = authorize(tenant, authorize_params(max_age="0", prompt=prompt), logged_in(tenant))

    assert told(tenant, answer) == ("login_required" if prompt else "page")


def test_never_gives_a_code_twice() -> None:
    tenant = a_tenant(clients=(a_client(),))
    browser = logged_in(tenant)

    codes = set()
    for _ in range(100):
        answer = authorize(tenant, authorize_params(), browser)
        assert isinstance(answer, AuthorizationResponse)
        codes.add(answer.parameters["code"])

    assert len(codes) == 100


def test_leaves_nothing_behind_once_codes_and_pages_have_ended() -> None:
    tenant = a_tenant()
    browser = logged_in(tenant)
    for _ in range(10):
        authorize(tenant, authorize_params(), browser)
        authorize(tenant, authorize_params(), NOBODY)

    tenant.advance(timedelta(hours=1))

    assert (len(tenant.codes), len(tenant.transactions)) == (0, 0)
