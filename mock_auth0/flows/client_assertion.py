"""Client authentication by an assertion that the client signed: ``private_key_jwt``.

RFC 7521 §4.2 · RFC 7523 §3 · Auth0: Authenticate with Private Key JWT
"""

import re
from collections.abc import Iterable
from datetime import timedelta

from mock_auth0.model.client import CREDENTIAL_ALGORITHMS, Client, Credential
from mock_auth0.model.client_assertion import UsedAssertion
from mock_auth0.oauth import public_key
from mock_auth0.oauth.errors import client_not_authenticated
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt
from mock_auth0.tokens.jwt import Unproven

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

_MOST_BYTES = 2048
_LONGEST_NAME = 64
"""Characters of ``iss``, ``sub`` and ``jti``."""
_LONGEST_ALG = 16
_LIFETIME = timedelta(minutes=5)
_SKEW = timedelta(seconds=10)
_LATEST = 2**40
"""Seconds, some thirty thousand years on; no calculation overflows below."""


def read(params: Params) -> Unproven | None:
    """The assertion that was sent, if any, with nothing of it proven but that it can be read.

    Raises Auth0's one 401, as all here.
    """
    assertion, kind = params.get("client_assertion"), params.get("client_assertion_type")
    if assertion is None and kind is None:
        return None
    if assertion is None:
        raise client_not_authenticated("client_assertion_type came without client_assertion")
    if kind != TYPE:
        raise client_not_authenticated(f"send client_assertion_type={TYPE}; it is {kind!r}")
    if len(assertion.encode()) > _MOST_BYTES:
        raise client_not_authenticated(f"client_assertion is longer than {_MOST_BYTES} bytes")
    try:
        unproven = jwt.read(assertion)
    except jwt.InvalidJWTError as error:
        raise client_not_authenticated(f"client_assertion is no JWT: {error}") from error
    _check_lengths(unproven)
    return unproven


def client_id(assertion: Unproven) -> str:
    """Whose it says it is. RFC 7523 §3 rules 1 and 2: issuer and subject are the client."""
    issuer, subject = assertion.claims["iss"], assertion.claims["sub"]
    if issuer != subject:
        raise client_not_authenticated(
            f"client_assertion: iss {issuer!r} and sub {subject!r} must both be the client_id"
        )
    return str(issuer)


def verify(tenant: Tenant, client: Client, assertion: Unproven, addresses: Iterable[str]) -> None:
    """Check that the client made it, for here and now, and that it has not come before.

    ``addresses`` are what the tenant is called; http or https, and a slash at the end, do not
    matter.
    """
    _check_signature(tenant, client, assertion)
    _check_audience(assertion, addresses)
    _check_times(tenant, assertion)
    _use(tenant, client, str(assertion.claims["jti"]))


def _check_lengths(assertion: Unproven) -> None:
    for name in ("iss", "sub", "jti"):
        value = assertion.claims.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_NAME:
            raise client_not_authenticated(
                f"client_assertion needs {name}, a text of at most {_LONGEST_NAME} characters"
            )
    alg = assertion.header.get("alg")
    if not isinstance(alg, str) or len(alg) > _LONGEST_ALG:
        raise client_not_authenticated("the header of client_assertion needs alg")


def _check_signature(tenant: Tenant, client: Client, assertion: Unproven) -> None:
    now = tenant.clock.now()
    kid, alg = assertion.header.get("kid"), assertion.header["alg"]
    named = [each for each in client.credentials if kid is None or each.kid in (None, kid)]
    if not named:
        known = ", ".join(str(each.kid) for each in client.credentials) or "none"
        raise client_not_authenticated(
            f"client {client.name!r} has no credential with the kid {kid!r}; it has: {known}"
        )
    live = [each for each in named if each.expires_at is None or now < each.expires_at]
    if not live:
        raise client_not_authenticated(f"the credential of client {client.name!r} has expired")
    if not any(_has_signed(each, assertion) for each in live):
        algorithms = ", ".join(sorted({each.alg for each in live}))
        raise client_not_authenticated(
            f"no credential of client {client.name!r} fits the signature of client_assertion: "
            f"its alg is {alg!r}, registered: {algorithms}"
        )


def _has_signed(credential: Credential, assertion: Unproven) -> bool:
    # RFC 8725 §3.1: the algorithm is the credential's, never the token's choice.
    if credential.alg not in CREDENTIAL_ALGORITHMS:
        return False
    try:
        key = public_key.read(credential.pem)
    except ValueError:
        return False
    return assertion.is_signed_by(key, credential.alg)


def _check_audience(assertion: Unproven, addresses: Iterable[str]) -> None:
    audience = assertion.claims.get("aud")
    named = audience if isinstance(audience, list) else [audience]
    expected = {_without_scheme(address) for address in addresses if address}
    if not any(isinstance(each, str) and _without_scheme(each) in expected for each in named):
        raise client_not_authenticated(
            f"client_assertion: aud is {audience!r}, but here it is one of "
            f"{', '.join(sorted(each for each in expected if each))}, with http:// or https://"
        )


def _without_scheme(url: str) -> str | None:
    """SDKs call a domain https, whatever they really talk to."""
    match = re.fullmatch(r"https?://(.+?)/?", url, re.DOTALL)
    return match[1] if match else None


def _check_times(tenant: Tenant, assertion: Unproven) -> None:
    now = tenant.clock.now().timestamp()
    skew = _SKEW.total_seconds()
    expires_at = _seconds(assertion, "exp")
    if expires_at is None:
        raise client_not_authenticated("client_assertion needs exp, a number of seconds")
    if now >= expires_at:
        raise client_not_authenticated(
            f"client_assertion has expired: exp is {expires_at}, now it is {now:.0f}"
        )
    for name in ("iat", "nbf"):
        since = _seconds(assertion, name)
        if since is not None and since > now + skew:
            raise client_not_authenticated(
                f"client_assertion: {name} is {since}, now it is {now:.0f}: "
                f"more than {skew:.0f} seconds ahead"
            )
    issued_at = _seconds(assertion, "iat")
    lifetime = expires_at - (now + skew if issued_at is None else issued_at)
    if lifetime > _LIFETIME.total_seconds():
        raise client_not_authenticated(
            f"client_assertion lives longer than {_LIFETIME.total_seconds():.0f} seconds"
        )


def _seconds(assertion: Unproven, name: str) -> float | None:
    value = assertion.claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LATEST:
        raise client_not_authenticated(f"client_assertion: {name} must be a number of seconds")
    return value


def _use(tenant: Tenant, client: Client, jti: str) -> None:
    now = tenant.clock.now()
    key = (client.client_id, jti)
    if tenant.used_assertions.get(key, now) is not None:
        raise client_not_authenticated(
            f"client_assertion: the jti {jti!r} came before; make a new one for each request"
        )
    # No assertion is valid for longer.
    used = UsedAssertion(client_id=client.client_id, expires_at=now + _LIFETIME + _SKEW)
    tenant.used_assertions.put(key, used, now)
