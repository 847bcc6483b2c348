"""An authorization request in a JWT that the client signed: the parameter ``request``.

RFC 9101 · OpenID Connect Core §6.1 · Auth0: Authorization Code Flow with JWT-Secured
Authorization Requests
"""

import json
from collections.abc import Mapping
from typing import Any

from mock_auth0.flows.token_endpoint.client_jwt import ClientJWT
from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import invalid_request_object
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.unicode import is_unicode
from mock_auth0.tenant.tenant import Tenant

PARAMETER = "request"

_MOST_BYTES = 10 * 1024
_LONGEST_JTI = 64
_TYPES = ("jwt", "oauth-authz-req+jwt")
_NESTED = ("request", "request_uri")
_OF_THE_JWT = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti"})
"""Claims that are no parameters."""


def read(tenant: Tenant, client: Client, params: Params, *, issuer: str) -> Params:
    """The parameters with those of the request object, which win.

    Raises ``invalid_request_object``.
    """
    token = ClientJWT.read(
        PARAMETER, params.require(PARAMETER), invalid_request_object, most_bytes=_MOST_BYTES
    )
    _check_header(token)
    if not client.is_improvised:
        token.check_signature(tenant, client, client.request_object_credentials)
    _check_claims(client, token.unproven.claims, issuer)
    token.check_times(tenant)
    values, malformed = _parameters(token.unproven.claims)
    return params.overridden_by(values, malformed)


def _check_header(token: ClientJWT) -> None:
    token.check_alg()
    typ = token.unproven.header.get("typ")
    if not isinstance(typ, str) or typ.lower() not in _TYPES:
        raise invalid_request_object(
            f"the typ in the header of {PARAMETER} is {typ!r}; it must be one of "
            f"{', '.join(_TYPES)}"
        )


def _check_claims(client: Client, claims: Mapping[str, Any], issuer: str) -> None:
    # RFC 9101 §5: the client_id stands beside the object as well, and is the same.
    for name in ("iss", "client_id"):
        if claims.get(name) != client.client_id:
            raise invalid_request_object(
                f"{PARAMETER}: {name} is {claims.get(name)!r}; it must be the client_id, "
                f"{client.client_id!r}"
            )
    audience = claims.get("aud")
    named = audience if isinstance(audience, list) else [audience]
    expected = _without_scheme(issuer)
    if not any(isinstance(each, str) and _without_scheme(each) == expected for each in named):
        raise invalid_request_object(
            f"{PARAMETER}: aud is {audience!r}; it must be {issuer!r}, with its last slash"
        )
    jti = claims.get("jti")
    if jti is not None and not (isinstance(jti, str) and len(jti.encode()) <= _LONGEST_JTI):
        raise invalid_request_object(
            f"{PARAMETER}: jti must be a text of at most {_LONGEST_JTI} bytes"
        )
    for name in _NESTED:
        if name in claims:
            # RFC 9101 §4
            raise invalid_request_object(f"{PARAMETER} must not hold {name}")


def _parameters(claims: Mapping[str, Any]) -> tuple[dict[str, str], frozenset[str]]:
    """The claims as a query would spell them, and the names of those that it could not."""
    values: dict[str, str] = {}
    malformed = set()
    for name, value in claims.items():
        if name in _OF_THE_JWT or value is None:
            continue
        if isinstance(value, str) and is_unicode(value):
            values[name] = value
        elif isinstance(value, int) and not isinstance(value, bool):
            values[name] = str(value)
        elif isinstance(value, dict | list):
            # RFC 9101 §4: what is JSON in a query is JSON itself here.
            values[name] = json.dumps(value)
        else:
            malformed.add(name)
    return values, frozenset(malformed)


def _without_scheme(url: str) -> str:
    """SDKs call a domain https, whatever they really talk to."""
    return url.removeprefix("https://").removeprefix("http://")
