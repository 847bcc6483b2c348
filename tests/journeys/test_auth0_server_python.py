"""PyPI's auth0-server-python, unmodified: logins, PAR, CIBA, exchange, back-channel logout."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mock_auth0.tokens import jwt
from tests.journeys import requirement
from tests.journeys.app_process import without_proxies
from tests.journeys.line_process import LineProcess
from tests.journeys.sdk import Sdk
from tests.journeys.secure import SecureMock, secure_mock
from tests.receiver import a_receiver

SDK = Sdk("PyPI", "auth0-server-python", "auth0-server-python")
DRIVER = requirement.HERE / "drivers" / "auth0_server_python_driver.py"
API = "https://api.example/"
CALLBACK = "http://localhost:3000/auth/callback"
LEGACY = "urn:acme:legacy-session"
CIBA = "urn:openid:params:grant-type:ciba"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
TENANT = f"""
clients:
  - name: Server
    client_id: server
    client_secret: secret
    app_type: regular_web
    callbacks: ["{CALLBACK}"]
    allowed_logout_urls: ["http://localhost:3000"]
    grant_types: [authorization_code, refresh_token, "{CIBA}", "{EXCHANGE}"]
    refresh_token: {{ rotation_type: rotating, expiration_type: expiring }}
    token_exchange: {{ allow_any_profile_of_type: [custom_authentication] }}
    oidc_logout: {{ backchannel_logout_urls: ["RECEIVER"] }}
tokenExchangeProfiles:
  - name: Legacy
    subject_token_type: "{LEGACY}"
    subject_tokens: {{ legacy-123: ada@example.com }}
resourceServers:
  - {{ name: API, identifier: "{API}", scopes: ["read:it"], allow_offline_access: true }}
users:
  - email: ada@example.com
    user_id: ada
    password: ada
    name: Ada Lovelace
    mfa_factors: [{{ push: {{ name: My phone }} }}]
  - {{ email: bob@example.com, user_id: bob, password: bob, blocked: true }}
mock: {{ auto_login: hint }}
"""


class RefusedError(Exception):
    """The SDK's own error: its class, code and text."""


class Server:
    """The SDK in its process, and the browser of a user beside it."""

    def __init__(self, process: LineProcess, mock: SecureMock) -> None:
        self._process = process
        self.mock = mock

    def call(self, name: str, options: object = None) -> Any:
        answer = self._process.ask({"call": name, "options": options})
        if "raised" in answer:
            raise RefusedError(*answer["raised"])
        return answer["returned"]

    def begin(self, **options: object) -> str:
        url: str = self.call("start_interactive_login", options)
        return url

    def visit(self, url: str) -> str:
        """Where the browser ends up."""
        assert url.startswith(self.mock.issuer)
        path = url.removeprefix(self.mock.issuer)
        location: str = self.mock.request("GET", f"/{path}").headers["location"]
        return location

    def log_in(self, user: str = "ada@example.com") -> Any:
        url = self.begin(authorization_params={"login_hint": user})
        return self.call("complete_interactive_login", self.visit(url))


@pytest.fixture(scope="module")
def receiver() -> Iterator[Any]:
    with a_receiver(200) as receiver:
        yield receiver


@pytest.fixture(scope="module")
def mock(receiver: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureMock]:
    tenant = TENANT.replace("RECEIVER", receiver.url)
    with secure_mock(tenant, tmp_path_factory.mktemp("tls")) as mock:
        yield mock


def settings_of(mock: SecureMock, **changes: Any) -> dict[str, Any]:
    return {
        "domain": mock.domain,
        "client_id": "server",
        "client_secret": "secret",
        "redirect_uri": CALLBACK,
        "authorization_params": {
            "audience": API,
            "scope": "openid profile email offline_access read:it",
        },
        **changes,
    }


def process_of(mock: SecureMock, **changes: Any) -> LineProcess:
    python = requirement.environment("auth0-server-python")
    process = LineProcess(
        [python, "-I", str(DRIVER)],
        {**without_proxies(), "SSL_CERT_FILE": str(mock.authority)},
    )
    process.ask({"settings": settings_of(mock, **changes)})
    return process


@pytest.fixture(scope="module")
def process(mock: SecureMock) -> Iterator[LineProcess]:
    with closing(process_of(mock)) as process:
        yield process


@pytest.fixture
def server(process: LineProcess, mock: SecureMock) -> Server:
    mock.auth0.reset()
    server = Server(process, mock)
    server.call("logout", {})
    return server


def test_logs_in_and_knows_the_user(server: Server) -> None:
    session = server.log_in()["state_data"]
    # The SDK has verified signature, issuer and audience of the ID token.
    assert (session["user"]["sub"], session["user"]["email"]) == ("auth0|ada", "ada@example.com")
    assert session["internal"]["sid"]
    [tokens] = session["token_sets"]
    claims = jwt.verify(tokens["access_token"], server.mock.tenant.keys)
    assert (claims["aud"], claims["iss"]) == (
        [API, f"{server.mock.issuer}userinfo"],
        server.mock.issuer,
    )
    assert server.call("get_user")["name"] == "Ada Lovelace"


def test_pushes_what_it_asks_for(mock: SecureMock) -> None:
    mock.auth0.reset()
    with closing(process_of(mock, pushed_authorization_requests=True)) as process:
        server = Server(process, mock)
        url = server.begin(authorization_params={"login_hint": "ada@example.com"})
        assert set(parse_qs(urlsplit(url).query)) == {"client_id", "request_uri", "response_type"}
        session = server.call("complete_interactive_login", server.visit(url))["state_data"]
        assert session["user"]["email"] == "ada@example.com"


def test_refreshes_a_token_that_has_expired(server: Server) -> None:
    session = server.log_in()["state_data"]
    renewed = server.call("get_token_by_refresh_token", {"refresh_token": session["refresh_token"]})
    assert jwt.verify(renewed["access_token"], server.mock.tenant.keys)["sub"] == "auth0|ada"
    with pytest.raises(RefusedError) as refused:
        server.call("get_token_by_refresh_token", {"refresh_token": session["refresh_token"]})
    name, _, text = refused.value.args
    assert name in {"ApiError", "AccessTokenError"}
    assert "Unknown or invalid refresh token." in text


def test_hears_that_the_user_is_blocked(server: Server) -> None:
    with pytest.raises(RefusedError) as refused:
        server.log_in("bob@example.com")
    assert refused.value.args == ("ApiError", "unauthorized", "user is blocked")


def test_hears_that_nobody_is_logged_in(server: Server) -> None:
    callback = server.visit(server.begin(authorization_params={"prompt": "none"}))
    with pytest.raises(RefusedError) as refused:
        server.call("complete_interactive_login", callback)
    assert refused.value.args == ("ApiError", "login_required", "Login required")


def test_redeems_no_code_twice(server: Server) -> None:
    callback = server.visit(server.begin(authorization_params={"login_hint": "ada@example.com"}))
    code = parse_qs(urlsplit(callback).query)["code"][0]
    server.call("complete_interactive_login", callback)
    again = server.visit(server.begin(authorization_params={"login_hint": "ada@example.com"}))
    fresh = parse_qs(urlsplit(again).query)["code"][0]
    with pytest.raises(RefusedError) as refused:
        server.call("complete_interactive_login", again.replace(fresh, code))
    assert refused.value.args == (
        "ApiError",
        "token_error",
        "Token exchange failed: invalid_grant: Invalid authorization code",
    )


def test_takes_nothing_from_another_tenant(server: Server) -> None:
    with pytest.raises(RefusedError) as refused:
        server.call("complete_interactive_login", f"{CALLBACK}?code=c&state=forged")
    assert refused.value.args[:2] == ("MissingTransactionError", "missing_transaction_error")


def test_logs_out(server: Server) -> None:
    server.log_in()
    url = server.call("logout", {"return_to": "http://localhost:3000"})
    assert server.visit(url) == "http://localhost:3000"
    assert server.call("get_user") is None


def test_ends_the_session_when_the_tenant_does(server: Server, receiver: Any) -> None:
    server.log_in()
    server.mock.auth0.log_out("ada@example.com")
    server.mock.auth0.logout_deliveries.wait_for(client_id="server")
    server.call("handle_backchannel_logout", receiver.forms[-1]["logout_token"])
    assert server.call("get_user") is None


def test_believes_no_logout_token_that_is_another_token(server: Server) -> None:
    tokens = server.mock.auth0.log_in("ada@example.com", client="server")
    with pytest.raises(RefusedError) as refused:
        server.call("handle_backchannel_logout", tokens.id_token)
    assert refused.value.args[0] == "BackchannelLogoutError"


def test_exchanges_a_token_of_its_own(server: Server) -> None:
    asked = {"subject_token": "legacy-123", "subject_token_type": LEGACY, "audience": API}
    exchanged = server.call("custom_token_exchange", asked)
    claims = jwt.verify(exchanged["access_token"], server.mock.tenant.keys)
    assert (claims["sub"], claims["aud"]) == ("auth0|ada", API)
    with pytest.raises(RefusedError) as refused:
        server.call("custom_token_exchange", {**asked, "subject_token": "unknown"})
    assert refused.value.args[0] == "CustomTokenExchangeError"


def test_logs_in_whoever_says_yes_on_the_phone(server: Server) -> None:
    asked = {"login_hint": {"sub": "auth0|ada"}, "binding_message": "Order-7"}
    waiting = server.call("initiate_backchannel_authentication", asked)
    [request] = server.mock.auth0.backchannel_requests
    assert (request.auth_req_id, request.binding_message) == (waiting["auth_req_id"], "Order-7")
    with pytest.raises(RefusedError) as refused:
        server.call("backchannel_authentication_grant", waiting["auth_req_id"])
    assert refused.value.args[:2] == ("PollingApiError", "authorization_pending")
    server.mock.auth0.approve_backchannel(waiting["auth_req_id"])
    tokens = server.call("backchannel_authentication_grant", waiting["auth_req_id"])
    assert jwt.verify(tokens["id_token"], server.mock.tenant.keys)["sub"] == "auth0|ada"
