"""Client authentication by an assertion that the client signed: ``private_key_jwt``.

RFC 7521 §4.2 · RFC 7523 §3 · Auth0: Authenticate with Private Key JWT
"""

import re
from collections.abc import Iterable
from datetime import timedelta

from mock_auth0.flows.token_endpoint.client_jwt import SKEW, ClientJWT
from mock_auth0.model.client import Client
from mock_auth0.model.client_assertion import UsedAssertion
from mock_auth0.oauth.errors import client_not_authenticated
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

_MOST_BYTES = 2048
_LONGEST_NAME = 64
"""Characters of ``iss``, ``sub`` and ``jti``."""
_LIFETIME = timedelta(minutes=5)


def read(params: Params) -> ClientJWT | None:
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
    read = ClientJWT.read(
        "client_assertion", assertion, client_not_authenticated, most_bytes=_MOST_BYTES
    )
    _check_lengths(read)
    return read


def client_id(assertion: ClientJWT) -> str:
    """Whose it says it is. RFC 7523 §3 rules 1 and 2: issuer and subject are the client."""
    claims = assertion.unproven.claims
    issuer, subject = claims["iss"], claims["sub"]
    if issuer != subject:
        raise client_not_authenticated(
            f"client_assertion: iss {issuer!r} and sub {subject!r} must both be the client_id"
        )
    return str(issuer)


def verify(tenant: Tenant, client: Client, assertion: ClientJWT, addresses: Iterable[str]) -> None:
    """Check that the client made it, for here and now, and that it has not come before.

    ``addresses`` are what the tenant is called; http or https, and a slash at the end, do not
    matter.
    """
    assertion.check_signature(tenant, client, client.credentials)
    _check_audience(assertion, addresses)
    _check_times(tenant, assertion)
    _use(tenant, client, str(assertion.unproven.claims["jti"]))


def _check_lengths(assertion: ClientJWT) -> None:
    for name in ("iss", "sub", "jti"):
        value = assertion.unproven.claims.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_NAME:
            raise client_not_authenticated(
                f"client_assertion needs {name}, a text of at most {_LONGEST_NAME} characters"
            )
    assertion.check_alg()


def _check_audience(assertion: ClientJWT, addresses: Iterable[str]) -> None:
    audience = assertion.unproven.claims.get("aud")
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


def _check_times(tenant: Tenant, assertion: ClientJWT) -> None:
    expires_at = assertion.seconds("exp")
    if expires_at is None:
        raise client_not_authenticated("client_assertion needs exp, a number of seconds")
    assertion.check_times(tenant)
    issued_at = assertion.seconds("iat")
    latest = (tenant.clock.now() + SKEW).timestamp()
    lifetime = expires_at - (latest if issued_at is None else issued_at)
    if lifetime > _LIFETIME.total_seconds():
        raise client_not_authenticated(
            f"client_assertion lives longer than {_LIFETIME.total_seconds():.0f} seconds"
        )


def _use(tenant: Tenant, client: Client, jti: str) -> None:
    now = tenant.clock.now()
    key = (client.client_id, jti)
    if tenant.used_assertions.get(key, now) is not None:
        raise client_not_authenticated(
            f"client_assertion: the jti {jti!r} came before; make a new one for each request"
        )
    # No assertion is valid for longer.
    used = UsedAssertion(client_id=client.client_id, expires_at=now + _LIFETIME + SKEW)
    tenant.used_assertions.put(key, used, now)
