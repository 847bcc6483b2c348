"""``guardianFactors:``, ``guardianPolicies:``, and the factors that users have enrolled.

Auth0: Management API > Guardian; Bulk User Import Database Schema
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from mock_auth0.model.authenticator import Authenticator, Factor
from mock_auth0.tenant import totp
from mock_auth0.tenant.file import addresses
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.node import Node
from mock_auth0.tenant.guardian import POLICIES
from mock_auth0.tenant.ids import derived

_FACTORS = {
    "sms": Factor.PHONE,
    "push-notification": Factor.PUSH,
    "otp": Factor.OTP,
    "email": Factor.EMAIL,
    "recovery-code": Factor.RECOVERY_CODE,
}
_OTHER_FACTORS = ("duo", "webauthn-roaming", "webauthn-platform")
_LENGTH_OF_AN_ID = 16


def guardian(fields: Fields) -> dict[str, Any]:
    """Fields of a `Seed`: those that the file gives."""
    given: dict[str, Any] = {}
    if fields.node("guardianFactors").value is not None:
        given["guardian_factors"] = frozenset(
            factor for each in fields.sections("guardianFactors") if (factor := _enabled(each))
        )
    # deploy-cli writes a mapping; the Management API has the list alone.
    node = fields.node("guardianPolicies")
    section = Fields(
        Node({"policies": node}, node.line) if isinstance(node.value, list) else node,
        "guardianPolicies",
        fields.report,
    )
    policies = section.choices("policies", POLICIES)
    section.close()
    if policies is not None:
        given["guardian_policies"] = policies
    return given


def authenticators(fields: Fields, user_id: str, created_at: datetime) -> tuple[Authenticator, ...]:
    """``mfa_factors`` of a user, each confirmed."""
    enrolled = []
    for i, each in enumerate(fields.sections("mfa_factors")):
        given = [name for name in _READERS if each.has(name)]
        each.close()
        if not given:
            example = 'phone: { value: "+15551234567" }'
            each.missing(f"one of {', '.join(_READERS)}, such as {example}")
        elif len(given) > 1:
            message = f"stands beside {given[0]}; write one factor per line"
            each.wrong(given[1], message, value_is_shown=True)
        else:
            section = each.section(given[0])
            factor, values = _READERS[given[0]](section, (user_id, str(i)))
            section.close()
            enrolled.append(
                Authenticator(
                    device_id=f"dev_{derived('device', user_id, str(i), length=_LENGTH_OF_AN_ID)}",
                    factor=factor,
                    created_at=created_at,
                    **values,
                )
            )
    return tuple(enrolled)


def _enabled(section: Fields) -> Factor | None:
    name = section.choice("name", tuple(_FACTORS), rarely=_OTHER_FACTORS)
    is_enabled = section.flag("enabled")
    section.accept("trial_expired")
    if name in _OTHER_FACTORS:
        section.without_effect("enabled")
    section.close()
    return _FACTORS.get(name or "") if is_enabled else None


_Read = tuple[Factor, dict[str, Any]]
_Names = tuple[str, ...]


def _totp(section: Fields, _: _Names) -> _Read:
    secret = section.text("secret", secret=True)
    if secret is None:
        section.missing("secret, such as secret: JBSWY3DPEHPK3PXP")
    return Factor.OTP, {"secret": _checked(section, secret)}


def _phone(section: Fields, _: _Names) -> _Read:
    _demand(section, '"+15551234567"')
    return Factor.PHONE, {"to": addresses.phone_number(section, "value")}


def _email(section: Fields, _: _Names) -> _Read:
    _demand(section, "ada@example.com")
    return Factor.EMAIL, {"to": addresses.email(section, "value")}


def _push(section: Fields, names: _Names) -> _Read:
    """Its app shows codes as well, by a secret that may be left out."""
    secret = section.text("secret", secret=True)
    if secret is None:
        secret = totp.spelled(bytes.fromhex(derived("totp", *names, length=40)))
    return Factor.PUSH, {"name": section.text("name"), "secret": _checked(section, secret)}


def _recovery_code(section: Fields, _: _Names) -> _Read:
    _demand(section, "N3BGP6ZFPBXG4ZCPVVN6NPXC")
    return Factor.RECOVERY_CODE, {"secret": (section.text("value", secret=True) or "").upper()}


_READERS: Mapping[str, Callable[[Fields, _Names], _Read]] = {
    "totp": _totp,
    "phone": _phone,
    "email": _email,
    "push": _push,
    "recovery_code": _recovery_code,
}
"""The first three are Auth0's."""


def _demand(section: Fields, example: str) -> None:
    if not section.has("value"):
        section.missing(f"value, such as value: {example}")


def _checked(section: Fields, secret: str | None) -> str:
    if secret is not None and not totp.is_secret(secret):
        section.wrong("secret", "must be base32, such as JBSWY3DPEHPK3PXP", value_is_shown=True)
    return secret or ""
