"""``refresh_token:`` of a client.

Auth0: Refresh Token Rotation; Configure Refresh Token Expiration; Multi-Resource Refresh Token
"""

from datetime import timedelta

from mock_auth0.model.client import (
    ExpirationType,
    RefreshTokenPolicy,
    RefreshTokenSettings,
    RotationType,
)
from mock_auth0.tenant.file.fields import Fields

_MONTH = timedelta(days=30)
_HALF_A_MONTH = timedelta(days=15)


def refresh_token(section: Fields, app_type: str | None) -> RefreshTokenSettings:
    """The settings, with Auth0's defaults for the kind of application."""
    rotates = app_type == "spa"
    rotation = section.choice("rotation_type", tuple(RotationType))
    expiration = section.choice("expiration_type", tuple(ExpirationType))
    if rotation is None:
        rotation = RotationType.ROTATING if rotates else RotationType.NON_ROTATING
    if expiration is None:
        expires = rotates or rotation == RotationType.ROTATING
        expiration = ExpirationType.EXPIRING if expires else ExpirationType.NON_EXPIRING
    never_ends = expiration == ExpirationType.NON_EXPIRING
    settings = RefreshTokenSettings(
        rotation_type=RotationType(rotation),
        expiration_type=ExpirationType(expiration),
        leeway=section.lifetime("leeway") or timedelta(0),
        token_lifetime=_end(section, "token_lifetime", _MONTH, never_ends=never_ends),
        idle_token_lifetime=_end(
            section, "idle_token_lifetime", _HALF_A_MONTH, never_ends=never_ends
        ),
        policies=_policies(section),
    )
    section.close()
    return settings


def _policies(section: Fields) -> tuple[RefreshTokenPolicy, ...]:
    """Audiences that lead nowhere are no mistake: an export leaves Auth0's own APIs out."""
    policies = []
    for each in section.sections("policies"):
        audience = each.required("audience", "https://api.example.com/")
        policies.append(RefreshTokenPolicy(audience=audience, scope=each.texts("scope") or ()))
        each.close()
    return tuple(policies)


def _end(section: Fields, name: str, default: timedelta, *, never_ends: bool) -> timedelta | None:
    lifetime = section.lifetime(name)
    is_infinite = section.flag(f"infinite_{name}")
    if is_infinite or (is_infinite is None and never_ends):
        return None
    return lifetime if lifetime is not None else default
