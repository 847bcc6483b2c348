"""Where a second factor is asked for and compared, and nowhere else.

RFC 6238 §5.2 · Auth0: Multi-Factor Authentication Factors
"""

from datetime import UTC, datetime
from hmac import compare_digest

from mock_auth0.model.authenticator import Authenticator, Factor, Kind
from mock_auth0.model.oob_challenge import CHALLENGE_LIFETIME, OobChallenge
from mock_auth0.model.used_proof import UsedProof
from mock_auth0.model.user import User
from mock_auth0.oauth.mfa_errors import TooManyCodesError, WrongCodeError
from mock_auth0.tenant import enrollment, totp
from mock_auth0.tenant.ids import numeric, url_safe
from mock_auth0.tenant.tenant import Tenant

_DIGITS = 6
_NO_RECOVERY_CODE = "MFA Authorization rejected."
_SENT = {
    Kind.SMS: "gd_send_sms",
    Kind.VOICE: "gd_send_voice",
    Kind.EMAIL: "gd_send_email",
    Kind.PUSH: "gd_send_pn",
}
"""Auth0's log event type codes."""


def check_otp(
    tenant: Tenant, user: User, code: str, *, candidates: list[Authenticator]
) -> Authenticator:
    """The app that shows this code. Each code is good once.

    Raises `WrongCodeError`, `TooManyCodesError`.
    """
    _may_try(tenant, user)
    now = tenant.clock.now()
    sent = "".join(code.split())
    reason = "it is of another time or another secret (the tenant's clock counts)"
    for each in candidates:
        step = totp.matching_step(each.secret, sent, now) if each.secret else None
        if step is None:
            continue
        key = (user.user_id, each.device_id, step)
        if tenant.guardian.used_codes.get(key, now) is not None:
            reason = "it was used before; wait for the next one, or advance the tenant's clock"
            continue
        # It would be taken until the period after its own has ended.
        ends_at = datetime.fromtimestamp((step + 2) * totp.PERIOD, UTC)
        tenant.guardian.used_codes.put(key, UsedProof(expires_at=ends_at), now)
        tenant.note("gd_auth_succeed", user=user, details={"authenticator": "otp"})
        return each
    if not candidates:
        reason = "the user has enrolled no app that shows codes"
    raise _wrong(tenant, user, "Invalid otp_code.", reason)


def check_binding_code(tenant: Tenant, user: User, challenge: OobChallenge, code: str) -> None:
    """Whether it is the code that was sent. Raises `WrongCodeError`, `TooManyCodesError`."""
    _may_try(tenant, user)
    if challenge.binding_code is None or not _same(challenge.binding_code, code):
        raise _wrong(
            tenant, user, "Invalid binding_code.", "the outbox has the code that was sent last"
        )
    tenant.note("gd_auth_succeed", user=user, details={"authenticator": challenge.kind.value})


def use_recovery_code(tenant: Tenant, user: User, code: str) -> str:
    """The recovery code that takes the place of this one.

    Raises `WrongCodeError`, `TooManyCodesError`.
    """
    _may_try(tenant, user)
    for each in enrollment.usable(tenant, user):
        is_one = each.factor is Factor.RECOVERY_CODE and each.secret is not None
        if is_one and _same(each.secret or "", code.upper().replace("-", "")):
            tenant.note("gd_recovery_succeed", user=user)
            return enrollment.renew_recovery_code(tenant, user, each)
    raise _wrong(
        tenant,
        user,
        _NO_RECOVERY_CODE,
        "the user has no such recovery code; each is good once",
    )


def challenge(
    tenant: Tenant, user: User, authenticator: Authenticator, kind: Kind, *, login: str | None
) -> tuple[str, OobChallenge]:
    """Begin a challenge out of band: its key, and what it is. Whoever calls sends the code."""
    now = tenant.clock.now()
    key = url_safe(tenant.ids.secret(24))
    begun = OobChallenge(
        user_id=user.user_id,
        device_id=authenticator.device_id,
        kind=kind,
        login=login,
        binding_code=None if kind is Kind.PUSH else numeric(tenant.ids, _DIGITS),
        expires_at=now + CHALLENGE_LIFETIME,
    )
    tenant.guardian.challenges.put(key, begun, now)
    tenant.note(_SENT[kind], user=user)
    return key, begun


def apps(authenticators: list[Authenticator]) -> list[Authenticator]:
    """Those that show codes."""
    return [each for each in authenticators if Kind.TOTP in each.factor.kinds]


def current_otp(tenant: Tenant, user: User) -> str | None:
    """What the app of the user shows now, so that a test need not compute it."""
    shown = apps([*user.authenticators])
    if not shown or shown[0].secret is None:
        return None
    return totp.code(shown[0].secret, totp.step_of(tenant.clock.now()))


def _may_try(tenant: Tenant, user: User) -> None:
    if tenant.guardian.wrong_codes.is_closed(user.user_id, tenant.clock.now()):
        tenant.note("gd_otp_rate_limit_exceed", user=user)
        raise TooManyCodesError(
            "ten codes were wrong, so that there is one try every six minutes: wait, or advance "
            "the tenant's clock"
        )


def _wrong(tenant: Tenant, user: User, description: str, reason: str) -> WrongCodeError:
    tenant.guardian.wrong_codes.count(user.user_id, tenant.clock.now())
    is_recovery = description == _NO_RECOVERY_CODE
    tenant.note("gd_recovery_failed" if is_recovery else "gd_auth_failed", user=user)
    return WrongCodeError(description, f"the code is wrong: {reason}")


def _same(expected: str, sent: str) -> bool:
    return compare_digest(expected.encode(), "".join(sent.split()).encode("utf-8", "surrogatepass"))
