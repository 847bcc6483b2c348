"""Which factors a user has enrolled, and what that means for a login.

Auth0: Manage Authentication Factors with Authentication APIs; Authentication API > MFA
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mock_auth0.model.authenticator import Authenticator, Factor
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.tenant.guardian import ALL_APPLICATIONS
from mock_auth0.tenant.ids import alphanumeric
from mock_auth0.tenant.tenant import Tenant

_MOST = 25
_LENGTH_OF_AN_ID = 16
_LENGTH_OF_A_RECOVERY_CODE = 24


def is_demanded(tenant: Tenant) -> bool:
    """Whether the policy asks everybody who logs in for a second factor.

    ``confidence-score`` asks where a login looks risky, which none does here.
    """
    guardian = tenant.guardian
    return ALL_APPLICATIONS in guardian.policies and bool(guardian.factors - {Factor.RECOVERY_CODE})


def usable(tenant: Tenant, user: User) -> list[Authenticator]:
    """What the user has enrolled and confirmed, of factors that the tenant offers."""
    return [
        each
        for each in user.authenticators
        if each.is_active and each.factor in tenant.guardian.factors
    ]


def is_enrolled(tenant: Tenant, user: User) -> bool:
    """Whether there is anything to challenge; a recovery code is only good beside it."""
    return any(each.factor is not Factor.RECOVERY_CODE for each in usable(tenant, user))


def requirements(tenant: Tenant, user: User) -> Mapping[str, Any]:
    """``mfa_requirements``: what can be challenged, or what can be enrolled."""
    if is_enrolled(tenant, user):
        factors = {each.factor for each in usable(tenant, user)}
        return {"challenge": _types(factors)}
    return {"enroll": _types(tenant.guardian.factors - {Factor.RECOVERY_CODE})}


def find(user: User, device_id: str) -> Authenticator | None:
    """The authenticator of this device."""
    return next((each for each in user.authenticators if each.device_id == device_id), None)


def begin(
    tenant: Tenant,
    user: User,
    factor: Factor,
    *,
    secret: str | None = None,
    to: str | None = None,
) -> tuple[Authenticator, str | None]:
    """Enroll, to be confirmed; and a recovery code, if it is the user's first factor.

    What was begun before and never confirmed is forgotten. Raises ``invalid_request`` for too
    many.
    """
    now = tenant.clock.now()
    kept = [
        each
        for each in user.authenticators
        if each.is_active or each.factor not in (factor, Factor.RECOVERY_CODE)
    ]
    if len(kept) >= _MOST:
        raise invalid_request("Too many authenticators", remedy=f"remove one; {_MOST} are kept")
    begun = Authenticator(
        device_id=f"dev_{alphanumeric(tenant.ids, _LENGTH_OF_AN_ID)}",
        factor=factor,
        is_active=False,
        secret=secret,
        to=to,
        created_at=now,
    )
    code: str | None = None
    if Factor.RECOVERY_CODE in tenant.guardian.factors and not any(each.is_active for each in kept):
        code = new_recovery_code(tenant)
        kept.append(
            Authenticator(
                device_id=f"dev_{alphanumeric(tenant.ids, _LENGTH_OF_AN_ID)}",
                factor=Factor.RECOVERY_CODE,
                is_active=False,
                secret=code,
                created_at=now,
            )
        )
    _keep(tenant, user, (*kept, begun))
    return begun, code


def confirm(tenant: Tenant, user: User, device_id: str) -> User:
    """The user has shown that the device is theirs; the recovery code is good from now on, too."""
    tenant.note("gd_enrollment_complete", user=user)
    return _keep(
        tenant,
        user,
        tuple(
            replace(each, is_active=True)
            if each.device_id == device_id or each.factor is Factor.RECOVERY_CODE
            else each
            for each in user.authenticators
        ),
    )


def remove(tenant: Tenant, user: User, device_id: str) -> None:
    """Forget the authenticator, and its pair. With the last factor the recovery code goes."""
    kept = tuple(each for each in user.authenticators if each.device_id != device_id)
    if all(each.factor is Factor.RECOVERY_CODE for each in kept):
        kept = ()
    _keep(tenant, user, kept)


def renew_recovery_code(tenant: Tenant, user: User, authenticator: Authenticator) -> str:
    """A code that takes the place of the one that was used."""
    code = new_recovery_code(tenant)
    _keep(
        tenant,
        user,
        tuple(
            replace(each, secret=code) if each is authenticator else each
            for each in user.authenticators
        ),
    )
    return code


def recovery_code(user: User) -> str | None:
    """The code that the user has, if they have one."""
    codes = (each.secret for each in user.authenticators if each.factor is Factor.RECOVERY_CODE)
    return next(codes, None)


def new_recovery_code(tenant: Tenant) -> str:
    """24 capital letters and digits."""
    return alphanumeric(tenant.ids, _LENGTH_OF_A_RECOVERY_CODE).upper()


def _types(factors: set[Factor] | frozenset[Factor]) -> list[dict[str, str]]:
    return [{"type": factor.value} for factor in Factor if factor in factors]


def _keep(tenant: Tenant, user: User, authenticators: tuple[Authenticator, ...]) -> User:
    changed = replace(user, authenticators=authenticators, updated_at=tenant.clock.now())
    tenant.users.put(changed)
    return changed
