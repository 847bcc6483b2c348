"""Proofs of possession: with each request a client shows that it holds a key.

RFC 9449 §4, §8-9 · Auth0: Demonstrating Proof of Possession (DPoP)
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import blake2s, sha256
from typing import Any
from urllib.parse import urlsplit

from mock_auth0.model.used_proof import UsedProof
from mock_auth0.oauth.errors import OAuthError, invalid_dpop_proof, use_dpop_nonce
from mock_auth0.oauth.redirect_uri import origin_of
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt, public_jwk
from mock_auth0.tokens.public_jwk import shown

ALGORITHMS = ("ES256",)
"""What Auth0 publishes; it takes RS256 as well."""

_TYPE = "dpop+jwt"
_KEY_TYPES = {"ES256": "EC", "RS256": "RSA"}
_LONGEST_PROOF = 8192
_WINDOW = 60
"""Seconds that the clocks of client and tenant may differ."""
_NONCE_LIFETIME = timedelta(minutes=5)


def verify(
    tenant: Tenant,
    proof: str,
    *,
    method: str,
    urls: tuple[str, ...],
    access_token: str | None = None,
    needs_nonce: bool = False,
) -> str:
    """The thumbprint of the key that the proof proves (RFC 9449 §4.3). A proof is good once.

    ``urls`` are the names of the endpoint, any of which may be its ``htu``; at a resource, the
    ``access_token`` that came along is part of the proof. Raises ``invalid_dpop_proof`` or
    ``use_dpop_nonce``.
    """
    key, claims = _read(proof)
    jti = claims.get("jti")
    if not isinstance(jti, str) or not jti:
        raise invalid_dpop_proof("DPoP proof has no jti", remedy="send a jti, another each time")
    if claims.get("htm") != method:
        raise invalid_dpop_proof(
            "DPoP proof has the wrong htm",
            remedy=f"htm must be {method}, not {shown(claims, 'htm')}",
        )
    endpoint = _endpoint(claims.get("htu"))
    if endpoint is None or endpoint not in map(_endpoint, urls):
        raise invalid_dpop_proof(
            "DPoP proof has the wrong htu",
            remedy=f"htu must be {' or '.join(dict.fromkeys(urls))}, not {shown(claims, 'htu')}; "
            "where clients reach the mock by another address, set issuer to that",
        )
    now = tenant.clock.now()
    _check_time(tenant, claims, now, needs_nonce=needs_nonce, is_resource=access_token is not None)
    if access_token is not None and claims.get("ath") != hash_of(access_token):
        raise invalid_dpop_proof(
            "DPoP proof has the wrong ath",
            remedy="ath must be the SHA-256 of the access token in base64url",
        )
    jkt = public_jwk.thumbprint(key)
    _use(tenant, jkt, jti, now)
    return jkt


def missing(reason: str) -> OAuthError:
    """A proof must come, and none did."""
    return invalid_dpop_proof(
        "DPoP proof is missing", remedy=f"send a header DPoP with a proof: {reason}"
    )


def nonce(tenant: Tenant) -> str:
    """RFC 9449 §8: the nonce to put into proofs from now on."""
    return _nonces(tenant, tenant.clock.now())[0]


def hash_of(access_token: str) -> str:
    """RFC 9449 §4.2 ``ath``.

    >>> hash_of("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU")  # §7.1
    'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo'
    """
    return url_safe(sha256(access_token.encode()).digest())


def _read(proof: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The key in the header, and the claims that it signed."""
    malformed = "DPoP proof is malformed"
    if len(proof) > _LONGEST_PROOF:
        raise invalid_dpop_proof(malformed, remedy=f"it has more than {_LONGEST_PROOF} characters")
    try:
        unproven = jwt.read(proof)
    except jwt.InvalidJWTError as error:
        raise invalid_dpop_proof(malformed, remedy=f"send one signed JWT: {error}") from error
    header = unproven.header
    if header.get("typ") != _TYPE:
        raise invalid_dpop_proof(
            "DPoP proof has the wrong typ",
            remedy=f"typ must be {_TYPE}, not {shown(header, 'typ')}",
        )
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in _KEY_TYPES:
        raise invalid_dpop_proof(
            "DPoP proof has an unsupported alg",
            remedy=f"alg must be {' or '.join(_KEY_TYPES)}, not {shown(header, 'alg')}",
        )
    key = header.get("jwk")
    flaw = public_jwk.flaw(key, _KEY_TYPES[algorithm])
    if flaw is not None:
        raise invalid_dpop_proof("DPoP proof has an invalid jwk", remedy=f"jwk {flaw}")
    assert isinstance(key, dict)  # a key without a flaw is
    if not unproven.is_signed_by_jwk(key, algorithm):
        raise invalid_dpop_proof(
            "DPoP proof has an invalid signature",
            remedy="sign the proof with the private key of the jwk in its header",
        )
    return key, unproven.claims


def _endpoint(url: object) -> str | None:
    """RFC 9449 §4.3: without query and fragment, after RFC 3986 §6.2.2-6.2.3.

    >>> _endpoint("HTTPS://Mock.Example:443/oauth/token?a=b#c")
    'https://mock.example/oauth/token'
    """
    if not isinstance(url, str):
        return None
    bare = url.partition("#")[0].partition("?")[0]
    origin = origin_of(bare)
    return None if origin is None else origin + (urlsplit(bare).path or "/")


def _check_time(
    tenant: Tenant,
    claims: Mapping[str, Any],
    now: datetime,
    *,
    needs_nonce: bool,
    is_resource: bool,
) -> None:
    """RFC 9449 §4.3: the time of a proof is that of its nonce, else its ``iat``."""
    issued_at = claims.get("iat")
    if not isinstance(issued_at, int | float) or isinstance(issued_at, bool):
        raise invalid_dpop_proof("DPoP proof has no iat", remedy="send iat as a number of seconds")
    sent = claims.get("nonce")
    if sent is not None or needs_nonce:
        nonces = _nonces(tenant, now)
        if sent not in nonces:
            server = "Resource" if is_resource else "Authorization"
            raise use_dpop_nonce(f"{server} server requires nonce in DPoP proof", nonces[0])
        # What a test does to the tenant's clock no client can know: its own may be far off.
        return
    seconds = now.timestamp()
    if not seconds - _WINDOW < issued_at <= seconds + _WINDOW:
        raise invalid_dpop_proof(
            "DPoP proof has an iat too far from now",
            remedy=f"the tenant's clock is at {int(seconds)}; {_WINDOW} seconds before or after it "
            "will do, or the nonce of the last answer's DPoP-Nonce",
        )


def _nonces(tenant: Tenant, now: datetime) -> tuple[str, str]:
    """The current nonce and the one before: made from the time, so that none is kept."""
    period = int(now.timestamp() // _NONCE_LIFETIME.total_seconds())
    return _nonce(tenant, period), _nonce(tenant, period - 1)


def _nonce(tenant: Tenant, period: int) -> str:
    digest = blake2s(str(period).encode(), digest_size=16, key=tenant.secret, person=b"nonce")
    return url_safe(digest.digest())


def _use(tenant: Tenant, jkt: str, jti: str, now: datetime) -> None:
    """RFC 9449 §11.1: once, for as long as the proof could be sent again."""
    name = sha256(f"{jkt} {jti}".encode("utf-8", "surrogatepass")).digest()
    if tenant.used_proofs.get(name, now) is not None:
        raise invalid_dpop_proof(
            "DPoP proof was used before", remedy="make a new proof, with a new jti, each time"
        )
    tenant.used_proofs.put(name, UsedProof(expires_at=now + 2 * _NONCE_LIFETIME), now)
