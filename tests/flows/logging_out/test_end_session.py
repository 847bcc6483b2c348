"""`/oidc/logout`: at once, after a question, or not at all."""

from typing import Any

import pytest

from mock_auth0.flows.logging_out import end_session
from mock_auth0.flows.logging_out.end_session import Confirmation, LoggedOut
from mock_auth0.flows.universal_login import sessions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import HOUR, ISSUER, MINUTE, NOON, a_client, a_tenant, a_user, params
from tests.flows.logging_out.test_logout_hint import a_hint

ALLOWED = (
    "https://*.preview.example/?from=auth0",
    "https://app.example/bye",
    "https://app.example/bye?lang=en",
    "https://app.example/#/bye",
)
BYE = "https://app.example/bye"


def a_world(policy: Policy | None = None, **seed: Any) -> tuple[Tenant, Browser, str]:
    """A tenant, a browser in which Ada is logged in, and the ``sid`` of her session."""
    tenant = a_tenant(
        policy,
        **{
            "clients": (a_client(allowed_logout_urls=ALLOWED), a_client(client_id="bare")),
            "allowed_logout_urls": ("https://tenant.example/bye",),
            **seed,
        },
    )
    key = sessions.begin(tenant, a_user())
    found = sessions.current(tenant, key)
    assert found is not None
    return tenant, Browser(device="the-device", session=key), found[0].sid


def ask(tenant: Tenant, browser: Browser, **values: str | None) -> LoggedOut | Confirmation:
    return end_session.end_session(tenant, params(values), browser, issuer=ISSUER)


def is_logged_in(tenant: Tenant, browser: Browser) -> bool:
    return sessions.current(tenant, browser.session) is not None


def test_logs_out_at_once_by_an_id_token_of_the_session() -> None:
    tenant, browser, sid = a_world()

    outcome = ask(
        tenant,
        browser,
        id_token_hint=a_hint(tenant, sid=sid),
        post_logout_redirect_uri=BYE,
        state="x y/ü",
    )

    assert outcome == LoggedOut(f"{BYE}?state=x%20y%2F%C3%BC")
    assert not is_logged_in(tenant, browser)


def test_logs_out_at_once_by_the_sid() -> None:
    tenant, browser, sid = a_world()

    assert ask(tenant, browser, logout_hint=sid, client_id="spa", federated="") == LoggedOut(BYE)
    assert not is_logged_in(tenant, browser)


@pytest.mark.parametrize(
    "hints",
    [
        {},
        {"client_id": "spa"},
        {"state": "x"},
        {"logout_hint": "another"},
        {"logout_hint": "another", "client_id": "spa"},
        {"post_logout_redirect_uri": "https://tenant.example/bye"},
    ],
)
def test_asks_when_it_cannot_tell_that_the_user_wants_it(hints: dict[str, str]) -> None:
    tenant, browser, _ = a_world()

    outcome = ask(tenant, browser, **hints)

    assert isinstance(outcome, Confirmation)
    assert outcome.device == "the-device"
    assert outcome.state.startswith("hKFo2S")
    assert is_logged_in(tenant, browser)


def test_asks_when_the_id_token_is_of_another_session() -> None:
    tenant, browser, _ = a_world()

    outcome = ask(tenant, browser, id_token_hint=a_hint(tenant, sid="another"))

    assert isinstance(outcome, Confirmation)
    assert is_logged_in(tenant, browser)


def test_does_not_ask_where_the_tenant_says_so() -> None:
    tenant, browser, _ = a_world(confirms_logout=False)

    assert ask(tenant, browser) == LoggedOut(None)
    assert not is_logged_in(tenant, browser)


def test_does_not_ask_where_nobody_is_logged_in() -> None:
    tenant, _, _ = a_world()

    assert ask(tenant, Browser()) == LoggedOut(None)
    assert ask(tenant, Browser(session="x"), client_id="spa") == LoggedOut(BYE)
    assert ask(
        tenant, Browser(), post_logout_redirect_uri="https://tenant.example/bye", state="s"
    ) == LoggedOut("https://tenant.example/bye?state=s")


def test_gives_a_browser_that_has_none_a_device() -> None:
    tenant, browser, _ = a_world()

    outcome = ask(tenant, Browser(session=browser.session))

    assert isinstance(outcome, Confirmation)
    assert len(outcome.device) == 32


@pytest.mark.parametrize(
    ("accepted", "location"),
    [(BYE, f"{BYE}?state=s"), (None, None)],
    ids=["to the application", "to Auth0's page"],
)
def test_goes_on_once_the_user_has_agreed(accepted: str | None, location: str | None) -> None:
    tenant, browser, _ = a_world()
    client_id = "spa" if accepted else None
    asked = ask(tenant, browser, client_id=client_id, post_logout_redirect_uri=accepted, state="s")
    assert isinstance(asked, Confirmation)
    assert end_session.find(tenant, asked.state, browser).return_to == accepted

    assert end_session.accept(tenant, asked.state, browser) == LoggedOut(location)

    assert not is_logged_in(tenant, browser)
    assert len(tenant.logout_requests) == 0


def test_changes_nothing_when_the_user_declines() -> None:
    tenant, browser, _ = a_world()
    asked = ask(tenant, browser)
    assert isinstance(asked, Confirmation)

    end_session.decline(tenant, asked.state, browser)

    assert is_logged_in(tenant, browser)
    assert len(tenant.logout_requests) == 0


@pytest.mark.parametrize(
    "case", ["no state", "unknown", "another device", "no device", "expired", "used", "reset"]
)
def test_takes_the_answer_of_the_browser_that_was_asked_only(case: str) -> None:
    tenant, browser, _ = a_world()
    asked = ask(tenant, browser)
    assert isinstance(asked, Confirmation)
    state: str | None = asked.state
    match case:
        case "no state":
            state = None
        case "unknown":
            state = "hKFo2Sunknown"
        case "another device":
            browser = Browser(device="another", session=browser.session)
        case "no device":
            browser = Browser(session=browser.session)
        case "expired":
            tenant.clock.advance(HOUR)
        case "used":
            end_session.decline(tenant, asked.state, browser)
        case "reset":
            tenant.reset()

    for answer in (end_session.find, end_session.accept, end_session.decline):
        with refused(
            "invalid_request",
            "You may have pressed the back button, refreshed during logout, opened too many "
            "dialogs, or there is some issue with cookies, since we couldn't find your session.",
            400,
        ):
            answer(tenant, state, browser)  # type: ignore[operator]  # one of three

    assert is_logged_in(tenant, browser) is (case != "reset")


@pytest.mark.parametrize(
    ("client_id", "uri"),
    [
        ("spa", BYE),
        ("spa", "https://app.example/bye?lang=en"),
        ("spa", "https://app.example/#/bye"),
        ("spa", "https://pr-7.preview.example/?from=auth0"),
        (None, "https://tenant.example/bye"),
    ],
)
def test_goes_where_it_is_allowed(client_id: str | None, uri: str) -> None:
    tenant, _, _ = a_world()

    outcome = ask(tenant, Browser(), client_id=client_id, post_logout_redirect_uri=uri)

    assert outcome == LoggedOut(uri)


@pytest.mark.parametrize(
    ("client_id", "uri"),
    [
        ("spa", f"{BYE}?foo=bar"),
        ("spa", f"{BYE}#top"),
        ("spa", f"{BYE}/"),
        ("spa", "https://APP.example/bye"),
        ("spa", "https://pr-7.preview.example/"),
        ("spa", "https://pr-7.preview.example/?from=auth0#top"),
        ("spa", "https://*.preview.example/?from=auth0"),
        ("spa", "https://tenant.example/bye"),
        ("spa", "javascript:alert(1)"),
        ("spa", "//app.example/bye"),
        ("bare", BYE),
        (None, BYE),
    ],
)
def test_refuses_to_go_elsewhere_and_keeps_the_session(client_id: str | None, uri: str) -> None:
    tenant, browser, sid = a_world()
    settings = f"#/applications/{client_id}/settings" if client_id else ""

    with refused(
        "invalid_request",
        f'The "post_logout_redirect_uri" querystring parameter "{uri}" is not defined as a valid '
        'URL in "Allowed Logout URLs". To add a new URL, please do it here: '
        f"https://manage.auth0.com/{settings}",
        400,
    ):
        ask(tenant, browser, logout_hint=sid, client_id=client_id, post_logout_redirect_uri=uri)

    assert is_logged_in(tenant, browser)
    assert len(tenant.logout_requests) == 0


def test_goes_anywhere_when_told_to_but_runs_nothing() -> None:
    tenant, _, _ = a_world(Policy(any_logout_url=True))
    uri = "http://localhost:3000/?x=1"

    assert ask(
        tenant, Browser(), client_id="spa", post_logout_redirect_uri=uri, state="s"
    ) == LoggedOut(f"{uri}&state=s")
    with pytest.raises(Exception, match="Allowed Logout URLs"):
        ask(tenant, Browser(), client_id="spa", post_logout_redirect_uri="javascript:alert(1)")


@pytest.mark.parametrize(
    ("hints", "location"),
    [
        ({"client_id": "spa"}, BYE),
        ({"client_id": "bare"}, None),
        ({}, None),
    ],
    ids=["the client's first that is one", "the client has none", "no client"],
)
def test_goes_by_default_to_the_clients_first_url(
    hints: dict[str, str], location: str | None
) -> None:
    tenant, _, _ = a_world()

    # The state is for who asked to come back.
    assert ask(tenant, Browser(), **hints, state="s") == LoggedOut(location)


def test_stays_on_auth0s_page_when_only_the_id_token_names_the_client() -> None:
    tenant, browser, sid = a_world()

    assert ask(tenant, browser, id_token_hint=a_hint(tenant, sid=sid), state="s") == LoggedOut(None)


@pytest.mark.parametrize("name", ["state", "post_logout_redirect_uri"])
def test_bounds_what_it_keeps(name: str) -> None:
    tenant, browser, _ = a_world(Policy(any_logout_url=True))

    with refused("invalid_request", f"Invalid parameter: {name} is too long", 400):
        ask(tenant, browser, **{name: "https://app.example/" + "x" * 4096})


@pytest.mark.parametrize("name", ["state", "post_logout_redirect_uri", "client_id"])
def test_refuses_a_parameter_that_came_twice(name: str) -> None:
    tenant, browser, _ = a_world()

    with refused("invalid_request", f"Invalid parameter: {name} must be a string", 400):
        end_session.end_session(tenant, Params({}, frozenset({name})), browser, issuer=ISSUER)
    assert is_logged_in(tenant, browser)


def test_leaves_nothing_behind_where_nobody_answers() -> None:
    tenant, browser, _ = a_world()
    ask(tenant, browser)

    tenant.advance(HOUR - MINUTE)
    assert len(tenant.logout_requests) == 1
    tenant.advance(MINUTE)
    assert len(tenant.logout_requests) == 0
    assert tenant.clock.now() == NOON + HOUR
