"""The tenant that these tests talk to, and a browser at its door."""

from typing import Any

from mock_auth0.app import create_app
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests import builders
from tests.builders import CHALLENGE, PASSWORD, VERIFIER, a_client, a_user, a_web_client
from tests.http.browser import Browser

SPA = a_client(
    callbacks=("https://app.example/cb", "com.example.app://cb"),
    allowed_logout_urls=("https://app.example/bye", "https://*.preview.example/"),
    web_origins=("https://app.example",),
)
WEB = a_web_client(client_secret="s3cr:t %", callbacks=("https://web.example/cb?from=auth0",))
ADA = a_user()
GRACE = a_user(user_id="auth0|grace", email="grace@example.com", name="Grace Hopper", blocked=True)
ASKED = {
    "response_type": "code",
    "client_id": "spa",
    "redirect_uri": "https://app.example/cb",
    "scope": "openid profile email",
    "state": "x y/z",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
"""What an SDK sends to /authorize."""


def asked(**changes: str | None) -> dict[str, str]:
    """`ASKED` with changes; ``None`` leaves a parameter out."""
    changed = {**ASKED, **changes}
    return {name: value for name, value in changed.items() if value is not None}


def a_tenant(*, seed: dict[str, Any] | None = None, **policy: Any) -> Tenant:
    """Strict, at noon, with Ada and Grace; ``policy`` relaxes it."""
    return builders.a_tenant(
        Policy(**{"strict": True, **policy}),
        **{"clients": (SPA, WEB), "users": (ADA, GRACE), **(seed or {})},
    )


def a_browser(
    tenant: Tenant | None = None, *, address: str = "http://localhost:1000", **options: Any
) -> Browser:
    """One that has never been here; ``options`` are those of a tenant of its own."""
    return Browser(create_app(tenant or a_tenant(**options)), address)


def log_in(browser: Browser, identifier: str = "ada@example.com", **changes: str | None) -> str:
    """Leave the browser with a session, by way of the page; the code that came of it."""
    page = browser.get("/authorize", **asked(prompt="login", **changes)).location
    resume = browser.post(page, {"username": identifier, "password": PASSWORD}).location
    return browser.get(resume).parameters["code"]


def log_in_for_id_token(browser: Browser) -> str:
    """The same, and the ID token that the code is good for."""
    form = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": log_in(browser),
        "code_verifier": VERIFIER,
        "redirect_uri": "https://app.example/cb",
    }
    token: str = browser.post("/oauth/token", form).json["id_token"]
    return token


def is_logged_in(browser: Browser) -> bool:
    """Whether `/authorize` answers without a page."""
    return browser.get("/authorize", **ASKED).location.startswith("https://app.example/cb?code=")
