"""Whole pages to compare an answer with: only their nonce and tracking id are the answer's own."""

import re
from typing import Any

from mock_auth0.http import pages
from mock_auth0.http.response import entity_tag
from mock_auth0.http.universal_login.login import LoginView
from tests.http.browser import Answer

NEVER_CACHE = (
    "private, no-store, no-cache, must-revalidate, post-check=0, pre-check=0, no-transform"
)
_POLICY = (
    "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
    "img-src http: https: data:; base-uri 'none'; frame-ancestors 'none'"
)


def error_page(
    answer: Answer,
    status: int,
    error: str,
    description: str,
    *,
    tenant_name: str = "mock-auth0",
    remedy: str = "",
    **headers: str,
) -> Answer:
    """Auth0's error page with this error; further headers by name, ``_`` for ``-``."""
    nonce, tracking_id = _nonce(answer), answer.headers["x-auth0-requestid"]
    assert re.fullmatch("[0-9a-f]{20}", tracking_id)
    view = pages.ErrorView(
        tenant_name=tenant_name,
        error=error,
        description=description,
        tracking_id=tracking_id,
        nonce=nonce,
        remedy=remedy,
    )
    document = pages.render(view).encode()
    written = {"x-auth0-requestid": tracking_id, "etag": entity_tag(document).decode()}
    return Answer(status, {**_headers(nonce), **written, **_named(headers)}, document)


def login_page(answer: Answer, status: int = 200, **view: Any) -> Answer:
    """The login page with this view."""
    return page(answer, LoginView, status, **view)


def page(answer: Answer, kind: type[pages.View], status: int = 200, **view: Any) -> Answer:
    """A page with this view of its kind."""
    nonce = _nonce(answer)
    document = pages.render(kind(**{"tenant_name": "mock-auth0", **view, "nonce": nonce}))
    return Answer(status, _headers(nonce), document.encode())


def redirect(location: str, **headers: str) -> Answer:
    """A redirect as Express writes it."""
    shown = location.replace("&", "&amp;").replace("'", "&#39;")
    return Answer(
        302,
        {
            "location": location,
            "content-type": "text/html; charset=utf-8",
            "cache-control": "no-store, max-age=0, no-transform",
            "pragma": "no-cache",
            "vary": "Accept, Accept-Encoding",
            "x-content-type-options": "nosniff",
            **_named(headers),
        },
        f'<p>Found. Redirecting to <a href="{shown}">{shown}</a></p>'.encode(),
    )


def oauth_error(status: int, error: str, description: str, **headers: str) -> Answer:
    """RFC 6749 §5.2, as Auth0 sends it."""
    return Answer(
        status,
        {
            "content-type": "application/json",
            "x-content-type-options": "nosniff",
            "cache-control": NEVER_CACHE,
            **_named(headers),
        },
        f'{{"error":"{error}","error_description":"{description}"}}'.encode(),
    )


def unauthorized(reason: str = "") -> Answer:
    """The 401 of a protected resource: a bare word, the reason in the challenge."""
    challenge = 'Bearer realm="Users"'
    if reason:
        challenge += f', error="invalid_token", error_description="{reason}"'
    return Answer(
        401, {"www-authenticate": challenge, "cache-control": NEVER_CACHE}, b"Unauthorized"
    )


def _nonce(answer: Answer) -> str:
    found = re.search("'nonce-([A-Za-z0-9+/=]{24})'", answer.headers["content-security-policy"])
    assert found
    return found[1]


def _headers(nonce: str) -> dict[str, str]:
    return {
        "content-type": "text/html; charset=utf-8",
        "x-content-type-options": "nosniff",
        "content-security-policy": _POLICY.format(nonce=nonce),
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cache-control": NEVER_CACHE,
    }


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
