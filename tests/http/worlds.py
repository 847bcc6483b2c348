"""The tenant that these tests talk to: an API, its clients, two people."""

from datetime import UTC, datetime, timedelta
from typing import Any

from mock_auth0.app import create_app
from mock_auth0.model.client import (
    Client,
    ClientGrant,
    RefreshTokenSettings,
    RotationType,
    TokenEndpointAuthMethod,
)
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.user import User
from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tenant.ids import CountedIds
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.seed import Seed
from mock_auth0.tenant.tenant import Tenant
from tests.http.browser import Browser

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
API = ResourceServer(
    identifier="https://api.example",
    name="My API",
    scopes=frozenset({"read:things", "write:things"}),
    allow_offline_access=True,
)
SPA = Client(
    client_id="spa",
    name="My App",
    token_endpoint_auth_method=TokenEndpointAuthMethod.NONE,
    callbacks=("https://app.example/cb", "https://app.example/other", "com.example.app://cb"),
    allowed_logout_urls=("https://app.example/bye", "https://app.example/"),
    web_origins=("https://app.example",),
    grant_types=frozenset({"authorization_code", "refresh_token"}),
    refresh_token=RefreshTokenSettings(rotation_type=RotationType.ROTATING),
)
WEB = Client(
    client_id="web",
    name="My Site",
    client_secret="s3cr:t %",
    callbacks=("https://web.example/cb?from=auth0",),
    grant_types=frozenset({"authorization_code", "refresh_token", "client_credentials"}),
)
ADA = User(
    user_id="auth0|ada",
    email="ada@example.com",
    email_verified=True,
    name="Ada Lovelace",
    given_name="Ada",
    family_name="Lovelace",
    nickname="ada",
    picture="https://example.com/ada.png",
    password="Analytical1!",
    created_at=NOW - timedelta(days=1),
    updated_at=NOW - timedelta(days=1),
)
GRACE = User(
    user_id="auth0|grace",
    email="grace@example.com",
    password="Nanosecond9!",
    blocked=True,
    created_at=NOW,
    updated_at=NOW,
)
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"  # RFC 7636 appendix B
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
ASKED = {
    "response_type": "code",
    "client_id": "spa",
    "redirect_uri": "https://app.example/cb",
    "scope": "openid profile email",
    "state": "x y/z",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


def a_tenant(*, seed: dict[str, Any] | None = None, **policy: Any) -> Tenant:
    """Strict, at a standstill, and the same in every run; ``policy`` relaxes it."""
    return Tenant(
        Seed(
            **{
                "clients": (SPA, WEB),
                "resource_servers": (API,),
                "client_grants": (
                    ClientGrant(
                        client_id="web", audience=API.identifier, scope=("read:things",)
                    ),
                ),
                "users": (ADA, GRACE),
                **(seed or {}),
            },
            policy=Policy(**{"strict": True, **policy}),
        ),
        clock=TenantClock(frozen_at=NOW),
        ids=CountedIds(),
    )


def a_browser(tenant: Tenant | None = None, **options: Any) -> Browser:
    """A browser that has never been here; ``auto_login`` and the like are the tenant's."""
    address = {name: options.pop(name) for name in ("address", "sends") if name in options}
    return Browser(create_app(tenant or a_tenant(**options)), **address)


def log_in(browser: Browser, identifier: str = "ada@example.com") -> None:
    """Leave the browser with a session, by way of the page."""
    page = browser.get("/authorize", **ASKED, prompt="login").location
    password = {"ada@example.com": "Analytical1!", "grace@example.com": "Nanosecond9!"}[identifier]
    assert browser.post(page, {"username": identifier, "password": password}).status == 302
    assert browser.get(page.replace("/u/login", "/authorize/resume")).status == 302
