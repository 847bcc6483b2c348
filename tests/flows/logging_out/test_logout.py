"""`/v2/logout`: the session ends, and the browser goes where it may."""

import logging

import pytest

from mock_auth0.flows.logging_out.logout import log_out
from mock_auth0.flows.universal_login import sessions
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import a_client, a_tenant, a_user, params

CLIENTS = ("https://app.example/bye", "https://app.example/other")
TENANTS = ("https://tenant.example/bye",)


def a_tenant_to_leave(policy: Policy | None = None) -> tuple[Tenant, str]:
    tenant = a_tenant(
        policy,
        clients=(a_client(allowed_logout_urls=CLIENTS), a_client(client_id="bare")),
        allowed_logout_urls=TENANTS,
    )
    return tenant, sessions.begin(tenant, a_user())


@pytest.mark.parametrize(
    ("client_id", "return_to", "location"),
    [
        ("spa", "https://app.example/other", "https://app.example/other"),
        ("spa", "https://app.example/bye?a=1#b", "https://app.example/bye?a=1#b"),
        ("spa", "https://APP.example/bye", "https://APP.example/bye"),
        ("spa", None, "https://app.example/bye"),
        (None, "https://tenant.example/bye", "https://tenant.example/bye"),
        (None, None, "https://tenant.example/bye"),
        ("bare", None, None),
        ("nobody", None, "https://tenant.example/bye"),
    ],
    ids=[
        "to a URL that the client allows",
        "with query and fragment as they were sent",
        "with the host in any case",
        "to the first that the client allows",
        "to a URL that the tenant allows",
        "to the first that the tenant allows",
        "nowhere when the client allows nothing",
        "as without a client when that is unknown",
    ],
)
def test_goes(client_id: str | None, return_to: str | None, location: str | None) -> None:
    tenant, session = a_tenant_to_leave()

    asked = params({"client_id": client_id, "returnTo": return_to, "federated": "1"})
    assert log_out(tenant, asked, session) == location

    assert sessions.current(tenant, session) is None


def test_goes_nowhere_where_nothing_is_configured() -> None:
    assert log_out(a_tenant(), Params(), None) is None


@pytest.mark.parametrize(
    ("client_id", "return_to"),
    [
        ("spa", "https://evil.example/"),
        ("spa", "https://app.example/BYE"),
        ("spa", "https://app.example/bye/"),
        ("spa", "https://app.example@evil.example/bye"),
        ("spa", "https://evil.example\\@app.example/bye"),
        ("spa", "//app.example/bye"),
        ("spa", "javascript:alert(1)"),
        ("spa", "https://tenant.example/bye"),
        (None, "https://app.example/bye"),
        ("bare", "https://tenant.example/bye"),
    ],
    ids=[
        "a foreign URL",
        "another case of the path",
        "a trailing slash",
        "userinfo",
        "a backslash",
        "protocol-relative",
        "javascript",
        "the tenant's URL for a client",
        "a client's URL without a client",
        "the tenant's URL for a client that allows nothing",
    ],
)
def test_refuses_to_go_and_keeps_the_session(client_id: str | None, return_to: str) -> None:
    tenant, session = a_tenant_to_leave()

    with refused(
        "invalid_request",
        f'The "returnTo" querystring parameter "{return_to}" is not defined as a valid URL in '
        '"Allowed Logout URLs". To add a new URL, please do it here: https://manage.auth0.com/'
        + (f"#/applications/{client_id}/settings" if client_id else ""),
        400,
    ):
        log_out(tenant, params({"client_id": client_id, "returnTo": return_to}), session)

    assert sessions.current(tenant, session) is not None


def test_goes_anywhere_when_told_to_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    tenant, session = a_tenant_to_leave(Policy(any_logout_url=True))

    with caplog.at_level(logging.WARNING, logger="mock_auth0"):
        for number in (1, 2):
            url = f"http://localhost:300{number}"
            assert log_out(tenant, Params({"returnTo": url}), session) == url

    assert [record.getMessage() for record in caplog.records] == [
        "any_logout_url let returnTo 'http://localhost:3001' through; to have it known, add to "
        "the tenant file: allowed_logout_urls: ['http://localhost:3001']"
        " (further ones are let through silently; --strict refuses them)"
    ]
    assert sessions.current(tenant, session) is None


@pytest.mark.parametrize(
    "return_to", ["javascript:alert(1)", "//evil.example", "https://a@evil.example", "/\\evil"]
)
def test_never_goes_where_it_is_dangerous(return_to: str) -> None:
    tenant, session = a_tenant_to_leave(Policy(any_logout_url=True))

    with refused(
        "invalid_request",
        f'The "returnTo" querystring parameter "{return_to}" is not defined as a valid URL in '
        '"Allowed Logout URLs". To add a new URL, please do it here: https://manage.auth0.com/',
        400,
    ):
        log_out(tenant, Params({"returnTo": return_to}), session)


@pytest.mark.parametrize("name", ["client_id", "returnTo"])
def test_refuses_a_parameter_that_came_twice_and_keeps_the_session(name: str) -> None:
    tenant, session = a_tenant_to_leave()

    with refused("invalid_request", f"Invalid parameter: {name} must be a string", 400):
        log_out(tenant, Params({}, frozenset({name})), session)

    assert sessions.current(tenant, session) is not None


@pytest.mark.parametrize(
    ("return_to", "is_allowed"),
    [
        ("https://acme.example.com/bye?x=1", True),
        ("https://ACME.example.com/bye", True),
        ("https://example.com/bye", False),
        ("https://a.b.example.com/bye", False),
        ("https://{organization_name}.example.com/bye", False),
        ("https://acme.example.com.evil.example/bye", False),
    ],
)
def test_takes_any_organization_for_the_placeholder(return_to: str, is_allowed: bool) -> None:
    allowed = ("https://{organization_name}.example.com/bye", "https://plain.example/")
    tenant = a_tenant(clients=(a_client(allowed_logout_urls=allowed),))
    asked = Params({"client_id": "spa", "returnTo": return_to})

    if is_allowed:
        assert log_out(tenant, asked, None) == return_to
    else:
        with pytest.raises(OAuthError, match="Allowed Logout URLs"):
            log_out(tenant, asked, None)


def test_goes_by_default_to_the_first_url_that_is_one() -> None:
    allowed = ("https://{organization_name}.example.com/", "https://*.x.example/", "https://a.b/")
    tenant = a_tenant(clients=(a_client(allowed_logout_urls=allowed),))

    assert log_out(tenant, Params({"client_id": "spa"}), None) == "https://a.b/"


def test_minds_no_session_that_is_not_there() -> None:
    tenant, session = a_tenant_to_leave()
    log_out(tenant, Params({"client_id": "spa"}), session)

    assert log_out(tenant, Params({"client_id": "spa"}), session) == "https://app.example/bye"
    assert log_out(tenant, Params({"client_id": "spa"}), None) == "https://app.example/bye"
