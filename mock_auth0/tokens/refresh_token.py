"""Refresh tokens: opaque, replaced at each use where the client rotates them.

RFC 6749 §6 · RFC 9700 §4.14.2 · Auth0: Refresh Token Rotation, Refresh Token Expiration

A token is ``v1.`` and 54 characters: its family, its generation, a nonce, and a tag that proves
that they belong together. So one record serves a family for life, and a token of an older
generation is known for what it is: used before, or stolen.
"""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2s
from hmac import compare_digest

from mock_auth0.model.client import Client, ExpirationType, RefreshTokenSettings, RotationType
from mock_auth0.model.refresh_token import PresentedRefreshToken, RefreshTokenFamily
from mock_auth0.oauth import base64url
from mock_auth0.oauth.errors import OAuthError, invalid_grant
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization

_PREFIX = "v1."
_FAMILY, _GENERATION, _NONCE, _TAG = 16, 4, 4, 16
_NEVER = datetime.max.replace(tzinfo=UTC)


def mint(tenant: Tenant, authorization: Authorization, now: datetime) -> str:
    """The first token of a new family."""
    if authorization.user is None:
        raise ValueError("only a user's login can be refreshed")
    settings = authorization.client.refresh_token
    ends_at = _end(settings, now)
    family_id = tenant.ids.secret(_FAMILY)
    tenant.refresh_tokens.put(
        family_id,
        RefreshTokenFamily(
            rotates=settings.rotation_type is RotationType.ROTATING,
            generation=0,
            rotated_at=now,
            client_id=authorization.client.client_id,
            user_id=authorization.user.user_id,
            scope=authorization.scope,
            audience=authorization.audience,
            sid=authorization.sid,
            authenticated_at=authorization.authenticated_at,
            organization_id=authorization.organization.organization_id
            if authorization.organization
            else None,
            expires_at=_idle_end(settings, now, ends_at),
            ends_at=ends_at,
            # RFC 9449 §5: a client that authenticates is bound by that.
            jkt=authorization.confirmation.get("jkt") if authorization.client.is_public else None,
        ),
        now,
    )
    return _token(tenant, family_id, 0)


def present(tenant: Tenant, token: str, client: Client, now: datetime) -> PresentedRefreshToken:
    """What the token stands for. It is not used by that: the mint says `renew`.

    Raises ``invalid_grant`` for an unknown, revoked, expired or foreign token. One that was used
    before revokes its whole family.
    """
    family_id, generation = _parse(tenant, token)
    family = tenant.refresh_tokens.get(family_id, now)
    if family is None:
        raise _unknown("it has expired, was revoked, or a reset forgot it")
    if family.client_id != client.client_id:
        raise _unknown(f"it was issued to client {family.client_id!r}")
    is_previous = generation == family.generation - 1
    if generation != family.generation and not (
        is_previous and now < family.rotated_at + client.refresh_token.leeway
    ):
        tenant.refresh_tokens.discard(family_id)
        tenant.note("ferrt", user=tenant.users.get(family.user_id), client=client)
        raise _unknown("it was used before: all tokens of this login are revoked now")
    return PresentedRefreshToken(family_id=family_id, family=family, is_previous=is_previous)


def present_again(
    tenant: Tenant, presented: PresentedRefreshToken, now: datetime
) -> PresentedRefreshToken:
    """The same token minutes later. Raises ``invalid_grant`` when it was used meanwhile."""
    family = tenant.refresh_tokens.get(presented.family_id, now)
    if family is None or family.generation != presented.family.generation:
        raise _unknown("it was used or revoked while the second factor was asked for")
    return replace(presented, family=family)


def renew(
    tenant: Tenant,
    presented: PresentedRefreshToken,
    client: Client,
    now: datetime,
    jkt: str | None = None,
) -> str | None:
    """Put the idle end off; the token that replaces the presented one, if one does.

    A replacement is bound to the proven key, if it is not to another already.
    """
    settings = client.refresh_token
    rotates = settings.rotation_type is RotationType.ROTATING
    if jkt is not None and rotates and client.is_public:
        presented = replace(presented, family=replace(presented.family, jkt=jkt))
    family = presented.family
    if rotates is not family.rotates:
        return _of_the_other_kind(tenant, presented, settings, now)
    expires_at = _idle_end(settings, now, family.ends_at)
    # Within the leeway the clock of the overlap goes on; it does not start again.
    if rotates and not presented.is_previous:
        family = replace(
            family, generation=family.generation + 1, rotated_at=now, expires_at=expires_at
        )
    else:
        family = replace(family, expires_at=expires_at)
    tenant.refresh_tokens.replace(presented.family_id, family)
    return _token(tenant, presented.family_id, family.generation) if rotates else None


def revoke(tenant: Tenant, token: str, client: Client) -> None:
    """Revoke all tokens of the same grant: user, client and API. Other clients' are passed over."""
    family = family_of(tenant, token)
    if family is None or family.client_id != client.client_id:
        return
    for key, each in tenant.refresh_tokens.group_of(family, tenant.clock.now()):
        if each.audience == family.audience:
            tenant.refresh_tokens.discard(key)


def family_of(tenant: Tenant, token: str) -> RefreshTokenFamily | None:
    """The login that the token is of, whether it is the latest one or not."""
    try:
        family_id, _ = _parse(tenant, token)
    except OAuthError:
        return None
    return tenant.refresh_tokens.get(family_id, tenant.clock.now())


def _of_the_other_kind(
    tenant: Tenant, presented: PresentedRefreshToken, settings: RefreshTokenSettings, now: datetime
) -> str:
    """The first token of a new family: the client has switched rotation on or off since the login.

    On, it ends every non-rotating token of the same client, API and user; off, the old family.
    """
    old = presented.family
    tenant.refresh_tokens.discard(presented.family_id)
    if not old.rotates:
        for key, family in tenant.refresh_tokens.group_of(old, now):
            if not family.rotates and family.audience == old.audience:
                tenant.refresh_tokens.discard(key)
    ends_at = min(old.ends_at, _end(settings, now))
    family_id = tenant.ids.secret(_FAMILY)
    tenant.refresh_tokens.put(
        family_id,
        replace(
            old,
            rotates=not old.rotates,
            generation=0,
            rotated_at=now,
            expires_at=_idle_end(settings, now, ends_at),
            ends_at=ends_at,
        ),
        now,
    )
    return _token(tenant, family_id, 0)


def _token(tenant: Tenant, family_id: bytes, generation: int) -> str:
    body = family_id + generation.to_bytes(_GENERATION, "big") + tenant.ids.secret(_NONCE)
    return _PREFIX + url_safe(body + _tag(tenant, body))


def _tag(tenant: Tenant, body: bytes) -> bytes:
    return blake2s(body, digest_size=_TAG, key=tenant.secret).digest()


def _parse(tenant: Tenant, token: str) -> tuple[bytes, int]:
    try:
        data = base64url.decode(token.removeprefix(_PREFIX))
    except ValueError:
        data = b""
    body, tag = data[:-_TAG], data[-_TAG:]
    if (
        not token.startswith(_PREFIX)
        or len(body) != _FAMILY + _GENERATION + _NONCE
        or not compare_digest(tag, _tag(tenant, body))
    ):
        raise _unknown("this tenant never issued it")
    return body[:_FAMILY], int.from_bytes(body[_FAMILY : _FAMILY + _GENERATION], "big")


def _end(settings: RefreshTokenSettings, now: datetime) -> datetime:
    if settings.expiration_type is ExpirationType.NON_EXPIRING or settings.token_lifetime is None:
        return _NEVER
    return now + settings.token_lifetime


def _idle_end(settings: RefreshTokenSettings, now: datetime, ends_at: datetime) -> datetime:
    if settings.idle_token_lifetime is None or (
        settings.expiration_type is ExpirationType.NON_EXPIRING
    ):
        return ends_at
    return min(now + settings.idle_token_lifetime, ends_at)


def _unknown(remedy: str) -> OAuthError:
    return invalid_grant("Unknown or invalid refresh token.", remedy=f"refresh token: {remedy}")
