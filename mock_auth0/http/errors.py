"""One exception in, the right envelope out.

RFC 6749 §5.2 · RFC 6750 §3 · Auth0: Standard error responses; Custom error pages
"""

import logging

from mock_auth0.http import custom_error_page
from mock_auth0.http.pages import ErrorView
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NEVER_CACHE, Answer, Header, entity_tag, json_answer
from mock_auth0.http.show import show
from mock_auth0.oauth.errors import ErrorCode, OAuthError
from mock_auth0.tokens import dpop

log = logging.getLogger("mock_auth0")

_LONGEST_EXPLANATION = 600
_CHALLENGES = frozenset(
    {ErrorCode.INVALID_TOKEN, ErrorCode.INVALID_DPOP_PROOF, ErrorCode.USE_DPOP_NONCE}
)

UNFORESEEN = OAuthError(
    ErrorCode.SERVER_ERROR,
    "Internal error",
    500,
    "a defect of mock-auth0: the log has the traceback",
)


def as_json(request: TenantRequest, error: OAuthError) -> Answer:
    """RFC 6749 §5.2, with Auth0's statuses and caching headers."""
    note(request, error)
    return json_answer(
        error.status,
        {"error": error.code.value, "error_description": error.description, **error.members},
        (*NEVER_CACHE, *_headers(error)),
        content_type=b"application/json",
    )


def as_text(request: TenantRequest, error: OAuthError) -> Answer:
    """RFC 6750 §3: the reason in a header. Auth0's body is the bare word, without a type."""
    if error.code not in _CHALLENGES:
        return as_json(request, error)
    note(request, error)
    is_bound = (request.header(b"authorization") or "").lower().split()[:1] == ["dpop"]
    challenge = f'{"DPoP" if is_bound else "Bearer"} realm="Users"'
    if error.description:
        challenge += f', error="{error.code.value}", error_description="{error.description}"'
    if is_bound:
        # RFC 9449 §7.1
        challenge += f', algs="{" ".join(dpop.ALGORITHMS)}"'
    headers = [(b"www-authenticate", challenge.encode()), *NEVER_CACHE, *_headers(error)]
    return Answer(401, b"Unauthorized", headers)


def as_page(request: TenantRequest, error: OAuthError) -> Answer:
    """Auth0's error page, and below it what to change, except in a strict tenant."""
    note(request, error)
    tenant = request.tenant
    tracking_id = tenant.ids.secret(10).hex()
    instead = custom_error_page.instead(request, error, tracking_id)
    if instead is not None:
        instead.raw_headers += [*_headers(error), (b"x-auth0-requestid", tracking_id.encode())]
        return instead
    page = show(
        request,
        ErrorView,
        status=error.status,
        headers=[*_headers(error), (b"x-auth0-requestid", tracking_id.encode())],
        error=error.code.value,
        description=error.description,
        tracking_id=tracking_id,
        remedy="" if tenant.policy.strict else error.remedy,
        mismatch=None if tenant.policy.strict else error.mismatch,
    )
    page.raw_headers.append((b"etag", entity_tag(bytes(page.body))))
    return page


def explanation(error: OAuthError) -> list[Header]:
    """What to change, for the person who looks at the answer in a tool; never in Auth0's body."""
    text = " ".join(error.remedy.split())[:_LONGEST_EXPLANATION]
    shown = "".join(each if each.isprintable() and each.isascii() else "?" for each in text)
    return [(b"x-mock-auth0-explain", shown.encode())] if shown else []


def _headers(error: OAuthError) -> list[Header]:
    named = [(name.lower().encode(), value.encode("latin-1")) for name, value in error.headers]
    return named + explanation(error)


def note(request: TenantRequest, error: OAuthError) -> None:
    """Say in the log what was refused and what to change; never what was sent as a secret."""
    request.refuse(error)
    log.info(
        "%s %s refused with %d %s: %s",
        request.method,
        request.scope["path"],
        error.status,
        error,
        error.remedy or "no remedy",
    )
