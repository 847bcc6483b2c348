"""Cross-origin reads, as browser SDKs need them.

Fetch standard, CORS protocol · Auth0: Set Up CORS
"""

from mock_auth0.flows.authorization import origins
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer, Header

_EXPOSED = (
    b"access-control-expose-headers",
    b"DPoP-Nonce, Retry-After, WWW-Authenticate, X-Auth0-RequestId, X-Mock-Auth0-Explain, "
    b"X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset",
)
_DEFAULT_HEADERS = "authorization, auth0-client, content-type, dpop, x-application-id"
_PUBLIC = (b"access-control-allow-origin", b"*")
_VARY: Header = (b"vary", b"Origin")


def headers(request: TenantRequest, origin: str, *, is_public: bool) -> list[Header]:
    """What lets a script of this origin read the answer; nothing if it may not.

    What is public anybody may read, without credentials.
    """
    if origins.may_read(request.tenant, origin):
        return [
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-allow-credentials", b"true"),
            _EXPOSED,
            _VARY,
        ]
    return [_PUBLIC, _EXPOSED, _VARY] if is_public else [_VARY]


def preflight(request: TenantRequest, methods: str, *, is_public: bool) -> Answer:
    """The answer to ``OPTIONS``: the methods of the path, and whatever headers were asked for."""
    origin = request.header(b"origin")
    allowed = headers(request, origin, is_public=is_public) if origin else [_VARY]
    asked = request.header(b"access-control-request-headers") or _DEFAULT_HEADERS
    return Answer(
        204,
        b"",
        [
            *allowed,
            (b"access-control-allow-methods", methods.encode()),
            (b"access-control-allow-headers", asked.encode("latin-1")),
        ],
    )
