"""``grant_types`` and ``token_exchange`` of a client.

Auth0: Application Grant Types; Custom Token Exchange
"""

from mock_auth0.model.client import TokenEndpointAuthMethod, TokenExchangeType
from mock_auth0.tenant.file.fields import Fields

_FLOWS_WITH_A_USER = frozenset({"authorization_code", "implicit", "refresh_token"})

_DEFAULT_GRANT_TYPES = {
    "spa": _FLOWS_WITH_A_USER,
    "native": _FLOWS_WITH_A_USER,
    "non_interactive": frozenset({"client_credentials"}),
}

_TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
_AUTH0 = "http://auth0.com/oauth/grant-type/"
_GRANT_TYPES = (
    "authorization_code", "implicit", "refresh_token", "client_credentials", "password", "mfa",
    f"{_AUTH0}password-realm", f"{_AUTH0}mfa-oob", f"{_AUTH0}mfa-otp", f"{_AUTH0}mfa-recovery-code",
    f"{_AUTH0}passwordless/otp", "urn:auth0:params:oauth:grant-type:ephemeral-session-token",
    "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
    "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:jwt-bearer",
    _TOKEN_EXCHANGE,
    "urn:okta:params:oauth:grant-type:webauthn", "urn:openid:params:grant-type:ciba",
)  # fmt: skip
"""All that Auth0 lets a client have, whether emulated or not."""


def grant_types(
    fields: Fields, app_type: str | None, method: TokenEndpointAuthMethod
) -> tuple[frozenset[str], frozenset[TokenExchangeType]]:
    """Those of a client, with Auth0's defaults, and which tokens it may exchange."""
    listed = _listed(fields, app_type, method)
    exchange = _token_exchange(fields)
    every = listed | ({_TOKEN_EXCHANGE} if exchange else frozenset())
    return every, _exchanged(exchange, listed)


def _listed(
    fields: Fields, app_type: str | None, method: TokenEndpointAuthMethod
) -> frozenset[str]:
    given = fields.choices("grant_types", _GRANT_TYPES)
    if given is not None:
        return given
    if app_type in _DEFAULT_GRANT_TYPES:
        return _DEFAULT_GRANT_TYPES[app_type]
    # A client that cannot authenticate cannot act in its own name (RFC 6749 §4.4).
    if method is TokenEndpointAuthMethod.NONE:
        return _FLOWS_WITH_A_USER
    return _FLOWS_WITH_A_USER | {"client_credentials"}


def _token_exchange(fields: Fields) -> frozenset[TokenExchangeType]:
    """Auth0 lets a client exchange tokens by this key, not by its grant types."""
    section = fields.section("token_exchange")
    types = section.choices("allow_any_profile_of_type", tuple(TokenExchangeType))
    section.close()
    return frozenset(each for each in TokenExchangeType if each in (types or ()))


def _exchanged(
    given: frozenset[TokenExchangeType], listed: frozenset[str]
) -> frozenset[TokenExchangeType]:
    """The grant type stands for custom exchange where it is listed all the same."""
    if given and _TOKEN_EXCHANGE not in listed:
        return given
    return given | {TokenExchangeType.CUSTOM}
