"""Who may use ``/_mock/…``: not everybody who can reach the port, and not every page of a browser.

A page of any site can send requests to this machine (CSRF), and one whose name is made to lead here
can read the answers, too (DNS rebinding). So a browser must come from a page of an application, or
ask for a name that nobody else can give away; so must programs, because over http a browser can be
made to look like one.
"""

from base64 import b64decode
from binascii import Error as Base64Error
from hmac import compare_digest
from ipaddress import ip_address

from mock_auth0.flows.authorization import origins
from mock_auth0.http import cors, errors
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, Header
from mock_auth0.http.scope_keys import WORLDS
from mock_auth0.oauth.errors import ErrorCode, OAuthError
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.worlds import Worlds

ALWAYS_OPEN = frozenset({"/_mock/health", "/_mock/ca.pem"})
"""For probes, and for what must be trusted before anything can be asked."""
OPEN_TO_ALL = frozenset({"/_mock/client.d.ts", "/_mock/client.js"})
"""Code without secrets, which an element ``script`` loads without a header."""

_PRIVATE = (
    ".localhost", ".local", ".internal", ".test", ".lan", ".home.arpa", ".auth0.com",
)  # fmt: skip
"""Names that no stranger has: RFC 2606 §2, RFC 6762, RFC 8375, ICANN's ``internal``, Auth0's."""
_OF_TENANTS = ".auth0.com"
"""Anybody may have pages there."""
_BEARER: Header = (b"www-authenticate", b'Bearer realm="mock-auth0"')
_BASIC: Header = (b"www-authenticate", b'Basic realm="mock-auth0", charset="UTF-8"')


def refusal(request: TenantRequest) -> Answer | None:
    """The answer to whoever may not; ``None``: go on."""
    if request.path in ALWAYS_OPEN:
        return None
    if not request.tenant.policy.control:
        text = "the control API is off: start without --no-control"
        return errors.as_json(request, OAuthError(ErrorCode.NOT_FOUND, text, 404, text))
    # A preflight has no credentials, and its answer tells nothing.
    if request.path in OPEN_TO_ALL or request.method == "OPTIONS":
        return None
    return _strange_page(request) or _without_secret(request)


def _strange_page(request: TenantRequest) -> Answer | None:
    origin = request.header(b"origin")
    if origin is None or _is_welcome(request, origin):
        return None
    return _forbidden(
        request,
        f"pages of {_short(origin)} may not use the control API: add the origin to the "
        "web_origins of a client",
    )


def _without_secret(request: TenantRequest) -> Answer | None:
    policy = request.tenant.policy
    if policy.control_token is not None:
        return None if _knows(request, policy.control_token) else _unauthorized(request)
    # Over https a stranger's name has no certificate that the browser would take.
    if _is_own_name(request) or (request.is_secure and not _is_browser(request)):
        return None
    return _forbidden(
        request,
        f"the control API may not be used by the name {_short(_host_of(request))}, which a "
        "stranger could have made lead here: set issuer to this address, or a control_token",
    )


def _is_welcome(request: TenantRequest, origin: str) -> bool:
    """Whether it is our own page, or one of an application."""
    tenant = request.tenant
    name = origin.partition("://")[2].lower()
    if name and name == (request.header(b"host") or "").lower():
        return _is_own_name(request) or tenant.policy.control_token is not None
    if origins.is_of_a_client(tenant, origin):
        return True
    # What is let through for convenience is what runs here, not the whole web.
    return tenant.policy.any_web_origin and bool(name) and _is_local(name)


def _is_own_name(request: TenantRequest) -> bool:
    """Whether the host that was asked is no name that a stranger could have made lead here."""
    host = _host_of(request)
    worlds: Worlds | None = request.scope.get(WORLDS)
    # Whoever configured the worlds has named their hosts.
    is_world = worlds is not None and worlds.name_of(host.partition(":")[0]) is not None
    return is_world or _is_private(host, request.tenant.policy)


def _is_private(host: str, policy: Policy) -> bool:
    """Whether the name, with its port, leads nobody here whom its owner has not sent."""
    if policy.issuer is not None and policy.issuer.split("/")[2].lower() == host:
        return True
    if host.startswith("["):
        return True
    name = host.partition(":")[0].rstrip(".")
    is_address = all(each.isascii() and each.isdigit() for each in name.split("."))
    return "." not in name or is_address or name.endswith(_PRIVATE)


def _is_local(origin: str) -> bool:
    """Whether pages of this host, with its port, can only come from this network."""
    host = origin.rpartition("]")[0].strip("[") or origin.partition(":")[0]
    try:
        address = ip_address(host)
    except ValueError:
        return "." not in host or (host.endswith(_PRIVATE) and not host.endswith(_OF_TENANTS))
    return address.is_loopback or address.is_private or address.is_link_local


def _is_browser(request: TenantRequest) -> bool:
    if request.header(b"origin") is not None or request.header(b"sec-fetch-site") is not None:
        return True
    return "Mozilla/" in (request.header(b"user-agent") or "")


def _host_of(request: TenantRequest) -> str:
    return (request.header(b"host") or "localhost").lower()


def _knows(request: TenantRequest, secret: str) -> bool:
    """``Bearer``, or ``Basic`` with any name, so that a browser can ask for it."""
    scheme, _, credentials = (request.header(b"authorization") or "").partition(" ")
    given = b""
    if scheme.lower() == "bearer":
        given = credentials.strip().encode("latin-1")
    elif scheme.lower() == "basic":
        try:
            given = b64decode(credentials.strip(), validate=True).partition(b":")[2]
        except (Base64Error, ValueError):
            return False
    return compare_digest(given, secret.encode())


def _unauthorized(request: TenantRequest) -> Answer:
    text = "the control API asks for its secret: send Authorization: Bearer <control_token>"
    if request.wants_page:
        words = "The control API asks for its secret: any name, and the control_token as password."
        return Answer(401, words.encode(), [(b"content-type", b"text/plain"), _BASIC, *NO_STORE])
    refused = OAuthError(ErrorCode.UNAUTHORIZED, text, 401, f"{text}, or --control-token with it")
    answer = errors.as_json(request, refused)
    answer.raw_headers.append(_BEARER)
    origin = request.header(b"origin")
    if origin is not None:
        answer.raw_headers += cors.headers(request, origin, is_public=False)
    return answer


def _forbidden(request: TenantRequest, text: str) -> Answer:
    return errors.as_json(request, OAuthError(ErrorCode.ACCESS_DENIED, text, 403, text))


def _short(text: str) -> str:
    return text[:100].encode("ascii", "backslashreplace").decode()
