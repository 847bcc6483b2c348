"""``/mfa/authenticators``: what the user has enrolled.

Auth0: Authentication API > List Authenticators, Delete an Authenticator
"""

from typing import Any

from mock_auth0.flows.mfa import bearer
from mock_auth0.model.authenticator import Authenticator, Factor, Kind
from mock_auth0.oauth.errors import ErrorCode, OAuthError
from mock_auth0.tenant import enrollment, system_apis
from mock_auth0.tenant.tenant import Tenant

_SHOWN_DIGITS = 4
_SHOWN_LETTERS = 4


def listed(tenant: Tenant, authorization: str | None, *, issuer: str) -> list[dict[str, Any]]:
    """All of them, those that wait to be confirmed included."""
    asking = bearer.read(
        tenant, authorization, issuer=issuer, scope=system_apis.READ_AUTHENTICATORS
    )
    return [
        _shown(each, kind)
        for each in asking.user.authenticators
        if each.factor in tenant.guardian.factors
        for kind in each.factor.kinds
    ]


def delete(
    tenant: Tenant, authorization: str | None, authenticator_id: str, *, issuer: str
) -> None:
    """Remove one, and its pair. Raises ``not_found`` (404)."""
    asking = bearer.by_access_token(
        tenant, authorization, issuer=issuer, scope=system_apis.REMOVE_AUTHENTICATORS
    )
    found = by_id([*asking.user.authenticators], authenticator_id)
    if found is None:
        raise OAuthError(
            ErrorCode.NOT_FOUND,
            "Authenticator not found",
            404,
            remedy=f"the user has no authenticator {authenticator_id!r}",
        )
    enrollment.remove(tenant, asking.user, found[0].device_id)


def by_id(
    authenticators: list[Authenticator], authenticator_id: str
) -> tuple[Authenticator, Kind] | None:
    """The authenticator of this id, such as ``sms|dev_…``."""
    return next(
        (
            (each, kind)
            for each in authenticators
            for kind in each.factor.kinds
            if each.id_of(kind) == authenticator_id
        ),
        None,
    )


def name_of(authenticator: Authenticator) -> str | None:
    """What people know it by, half hidden.

    A phone number shows its last four digits; an e-mail address the beginnings of its halves.
    """
    to = authenticator.to
    if to is None:
        return authenticator.name
    if authenticator.factor is Factor.PHONE:
        return "X" * (len(to) - _SHOWN_DIGITS) + to[-_SHOWN_DIGITS:]
    local_part, _, domain = to.rpartition("@")
    return f"{_hidden(local_part)}@{_hidden(domain)}"


def _hidden(text: str) -> str:
    return text[:_SHOWN_LETTERS] + "*" * max(len(text) - _SHOWN_LETTERS, 4)


def _shown(authenticator: Authenticator, kind: Kind) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": authenticator.id_of(kind),
        "authenticator_type": kind.authenticator_type,
        "active": authenticator.is_active,
    }
    if kind.oob_channel is not None:
        shown["oob_channel"] = kind.oob_channel
        name = name_of(authenticator)
        if name is not None:
            shown["name"] = name
    # The app of push notifications is, where it shows codes, an app like any other.
    shown["type"] = Factor.OTP if kind is Kind.TOTP else authenticator.factor
    return shown
