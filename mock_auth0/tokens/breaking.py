"""Breaking a token: its claims before they are signed, or its signature.

RFC 8725 §2, §3 · RFC 7515 §4.1 · RFC 7519 §4.1
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mock_auth0.model.broken import Breakage, Broken
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt, rsa_key

WRONG_ISSUER = "https://wrong-issuer.invalid/"
WRONG_AUDIENCE = "https://wrong-audience.invalid"
WRONG_NONCE = "wrong-nonce"
WRONG_ORGANIZATION = {"org_id": "org_WrongOrganizati0", "org_name": "wrong-organization"}
WRONG_SECRET = b"neither the client's nor the API's secret"
WRONG_TYPE = "wrong+jwt"
UNKNOWN_KID = "unknown-kid"
GARBAGE = "this-is-no-token"
_HOUR = 3600


def claims(
    broken: Broken, claims: Mapping[str, Any], now: datetime, *, is_id_token: bool = False
) -> dict[str, Any]:
    """The claims as the token is to have them.

    Raises `ValueError` for what such a token cannot be, unless that is optional.
    """
    why = _obstacle(broken, claims, is_id_token=is_id_token)
    if why is not None:
        _cannot(broken, why)
        return dict(claims)
    if broken.breakage is Breakage.MISSING_CLAIM:
        return {name: value for name, value in claims.items() if name != broken.missing}
    change = _CHANGES.get(broken.breakage)
    return {**claims, **change(claims, int(now.timestamp()))} if change else dict(claims)


def sign(
    tenant: Tenant,
    broken: Broken,
    claims: Mapping[str, Any],
    *,
    typ: str = "JWT",
    algorithm: str = jwt.ALGORITHM,
    secret: str | None = None,
) -> str:
    """The token: by the current key, or with the secret, where nothing about that is broken.

    Raises `ValueError` likewise.
    """
    if broken.breakage is Breakage.GARBAGE:
        return GARBAGE
    header = {"alg": algorithm, "typ": typ}
    signing = _Signing(header=header, keys=tenant.keys, key=tenant.keys.current)
    if secret is None:
        header["kid"] = tenant.keys.current.kid
    else:
        signing.key = secret.encode()
    change = _SIGNINGS.get(broken.breakage)
    if change is not None:
        why = change(signing)
        if why is not None:
            _cannot(broken, why)
    if broken.breakage is Breakage.ALG_NONE:
        return jwt.unsigned(header, claims)
    token = jwt.forge(header, claims, signing.key)
    if broken.breakage is Breakage.TAMPERED:
        return jwt.with_other_claims(token, {**claims, "tampered": True})
    return token


def _obstacle(broken: Broken, claims: Mapping[str, Any], *, is_id_token: bool) -> str | None:
    if broken.breakage is Breakage.WRONG_NONCE and not is_id_token:
        return "an access token has no nonce; use kind='id'"
    if broken.breakage is Breakage.OPAQUE and is_id_token:
        return "an ID token never is"
    if broken.breakage is Breakage.MISSING_CLAIM and broken.missing not in claims:
        return f"it has no {broken.missing!r} anyway, but {', '.join(claims)}"
    return None


def _cannot(broken: Broken, why: str) -> None:
    if not broken.is_optional:
        raise ValueError(f"the token cannot be {broken.breakage}: {why}")


def _expired(claims: Mapping[str, Any], now: int) -> dict[str, Any]:
    """It has lived as long as it would, but before."""
    begins, ends = claims.get("iat"), claims.get("exp")
    if not (isinstance(begins, int) and isinstance(ends, int)):
        return {"exp": now - _HOUR}
    return {"iat": now - _HOUR - max(0, ends - begins), "exp": now - _HOUR}


def _not_yet_valid(claims: Mapping[str, Any], now: int) -> dict[str, Any]:
    """Its time is still to come."""
    ends = claims.get("exp")
    return {"nbf": now + _HOUR, **({"exp": ends + _HOUR} if isinstance(ends, int) else {})}


def _wrong_organization(claims: Mapping[str, Any], _: int) -> dict[str, Any]:
    names = ("org_id", "org_name") if "org_name" in claims else ("org_id",)
    return {name: WRONG_ORGANIZATION[name] for name in names}


_CHANGES: Mapping[Breakage, Callable[[Mapping[str, Any], int], Mapping[str, Any]]] = {
    Breakage.EXPIRED: _expired,
    Breakage.NOT_YET_VALID: _not_yet_valid,
    Breakage.WRONG_ISSUER: lambda _claims, _now: {"iss": WRONG_ISSUER},
    Breakage.WRONG_AUDIENCE: lambda _claims, _now: {"aud": WRONG_AUDIENCE},
    Breakage.WRONG_NONCE: lambda _claims, _now: {"nonce": WRONG_NONCE},
    Breakage.WRONG_ORGANIZATION: _wrong_organization,
}


@dataclass(slots=True, kw_only=True)
class _Signing:
    """What a token is signed with; ``key`` is a secret for HS256."""

    header: dict[str, str]
    keys: KeyRing
    key: SigningKey | bytes


def _unknown_kid(signing: _Signing) -> None:
    signing.header["kid"] = UNKNOWN_KID


def _missing_kid(signing: _Signing) -> str | None:
    if signing.header.pop("kid", None) is None:
        return "signed with HS256, it has no kid anyway"
    return None


def _wrong_type(signing: _Signing) -> None:
    signing.header["typ"] = WRONG_TYPE


def _wrong_key(signing: _Signing) -> None:
    signing.key = WRONG_SECRET if isinstance(signing.key, bytes) else signing.keys.upcoming


def _unpublished_key(signing: _Signing) -> str | None:
    if isinstance(signing.key, bytes):
        return "signed with HS256, it has no key that could be published"
    signing.key = signing.keys.upcoming
    signing.header["kid"] = signing.key.kid
    return None


def _alg_none(signing: _Signing) -> None:
    signing.header["alg"] = "none"


def _hs256_with_public_key(signing: _Signing) -> None:
    signing.header["alg"] = "HS256"
    signing.key = rsa_key.public_pem(signing.keys.current)


_SIGNINGS: Mapping[Breakage, Callable[[_Signing], str | None]] = {
    Breakage.UNKNOWN_KID: _unknown_kid,
    Breakage.MISSING_KID: _missing_kid,
    Breakage.WRONG_TYPE: _wrong_type,
    Breakage.WRONG_KEY: _wrong_key,
    Breakage.UNPUBLISHED_KEY: _unpublished_key,
    Breakage.ALG_NONE: _alg_none,
    Breakage.HS256_WITH_PUBLIC_KEY: _hs256_with_public_key,
}
