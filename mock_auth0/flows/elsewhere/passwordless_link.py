"""What a passwordless login of Classic Login ends with: the code is right, on to the application.

Auth0: Passwordless Authentication with Magic Links; auth0.js ``passwordlessVerify``
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse, refusal
from mock_auth0.flows.authorization.authorize import authorize
from mock_auth0.flows.authorization.target import read_target
from mock_auth0.flows.embedded import cross_origin
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_request
from mock_auth0.oauth.one_time_code_errors import OneTimeCodeError, TooManyWrongCodesError
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import one_time_codes
from mock_auth0.tenant.tenant import Tenant

_OF_THE_LOGIN = (
    "scope", "response_type", "response_mode", "redirect_uri", "audience", "state", "nonce",
    "protocol", "code_challenge", "code_challenge_method",
)  # fmt: skip
_LONGEST = 2048


def link(
    client: Client,
    connection: str,
    email: str,
    code: str,
    auth_params: Mapping[str, Any],
    *,
    issuer: str,
) -> str:
    """What a click logs in with: the code, and what the application asked for."""
    asked = {
        name: value
        for name in _OF_THE_LOGIN
        if isinstance(value := auth_params.get(name), str) and len(value) <= _LONGEST
    }
    asked.setdefault("response_type", "token")
    if client.callbacks:
        asked.setdefault("redirect_uri", client.callbacks[0])
    known = {
        "client_id": client.client_id,
        "connection": connection,
        "email": email,
        "verification_code": code,
    }
    return f"{issuer}passwordless/verify_redirect?{urlencode({**asked, **known})}"


def verify(tenant: Tenant, params: Params) -> None:
    """Whether the code is right; it stays good for the link. Raises `OAuthError`."""
    client, connection, address, code = _sent(tenant, params)
    try:
        user = one_time_codes.check(tenant, client, connection, address, code)
    except OneTimeCodeError as error:
        raise _refusal(error, address) from error
    if user is not None and user.blocked:
        raise OAuthError(ErrorCode.UNAUTHORIZED, "user is blocked", 401)


def follow(
    tenant: Tenant, params: Params, browser: Browser, *, issuer: str
) -> AuthorizationResponse | NextScreen:
    """Log in by the link. Raises `OAuthError` for what must be shown as a page."""
    client, connection, address, code = _sent(tenant, params)
    asked = Params({name: params.require(name) for name in _OF_THE_LOGIN if name in params})
    asked = asked.overridden_by({"client_id": client.client_id})
    target = read_target(tenant, asked, fallback=False, issuer=issuer)
    try:
        user = one_time_codes.take(tenant, client, connection, address, code)
    except OneTimeCodeError as error:
        return refusal(_refusal(error, address), target)
    ticket = cross_origin.issue(tenant, client, user)
    logged_in = asked.overridden_by({"login_ticket": ticket})
    return authorize(tenant, logged_in, browser, issuer=issuer)


def _sent(tenant: Tenant, params: Params) -> tuple[Client, str, str, str]:
    address = params.get("email") or params.get("phone_number")
    for name in ("client_id", "connection", "verification_code"):
        if params.get(name) is None:
            raise invalid_request(f"missing {name} parameter", remedy=f"send {name}")
    if address is None:
        raise invalid_request("missing email parameter", remedy="send email or phone_number")
    client_id = params.require("client_id")
    client = tenant.client(client_id)
    if client is None:
        raise OAuthError(
            ErrorCode.UNAUTHORIZED_CLIENT,
            "invalid client",
            403,
            f"no client has the client_id {client_id!r}",
        )
    connection = params.require("connection")
    return client, connection, address.strip().lower(), params.require("verification_code")


def _refusal(error: OneTimeCodeError, address: str) -> OAuthError:
    if isinstance(error, TooManyWrongCodesError):
        return OAuthError(
            ErrorCode.TOO_MANY_ATTEMPTS,
            "You've reached the maximum number of attempts. Please try to login again.",
            429,
            error.remedy,
        )
    kind = "phone number" if address.startswith("+") else "email"
    return OAuthError(
        ErrorCode.INVALID_USER_PASSWORD,
        f"Wrong {kind} or verification code.",
        401,
        error.remedy,
    )
