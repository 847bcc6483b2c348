"""``/mfa/associate``: enroll a factor. The matching MFA grant confirms it.

Auth0: Authentication API > Add an Authenticator
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from mock_auth0.flows.mfa import bearer, sending
from mock_auth0.flows.mfa.bearer import Bearer
from mock_auth0.model.address import is_email, is_phone_number
from mock_auth0.model.authenticator import Factor, Kind
from mock_auth0.oauth.errors import (
    OAuthError,
    invalid_parameter,
    invalid_request,
    missing_parameter,
)
from mock_auth0.oauth.mfa_errors import already_enrolled, factor_not_enabled
from mock_auth0.tenant import enrollment, system_apis, totp
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import oob_code

_CHANNELS = {
    "sms": (Factor.PHONE, Kind.SMS),
    "voice": (Factor.PHONE, Kind.VOICE),
    "email": (Factor.EMAIL, Kind.EMAIL),
    "auth0": (Factor.PUSH, Kind.PUSH),
}
_MOST_WORDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    factor: Factor
    kind: Kind
    to: str | None = None


def handle(
    tenant: Tenant, authorization: str | None, body: Mapping[str, Any], *, issuer: str
) -> dict[str, Any]:
    """The members of the answer: what the user needs to set the factor up."""
    asking = bearer.read(tenant, authorization, issuer=issuer, scope=system_apis.ENROLL)
    if asking.login is not None and enrollment.is_enrolled(tenant, asking.user):
        raise already_enrolled()
    asked = _asked(body, asking)
    if asked.factor not in tenant.guardian.factors:
        raise factor_not_enabled(asked.factor, ", ".join(sorted(tenant.guardian.factors)))
    secret = totp.new_secret(tenant.ids) if Kind.TOTP in asked.factor.kinds else None
    begun, recovery_code = enrollment.begin(
        tenant, asking.user, asked.factor, secret=secret, to=asked.to
    )
    codes = {} if recovery_code is None else {"recovery_codes": [recovery_code]}
    name = tenant.seed.friendly_name
    if asked.kind is Kind.TOTP:
        uri = totp.uri(secret or "", issuer=name, account=asking.user.identifier)
        return {
            "authenticator_type": "otp",
            "secret": secret,
            "barcode_uri": uri,
            **codes,
        }
    user = tenant.users.get(asking.user.user_id) or asking.user
    key, challenge = sending.begin(
        tenant,
        user,
        begun,
        asked.kind,
        login=asking.login,
        client=asking.client,
        base_url=issuer,
    )
    answer: dict[str, Any] = {"authenticator_type": "oob"}
    if asked.kind is Kind.PUSH:
        account = quote(asking.user.identifier, safe="")
        known = {
            "enrollment_tx_id": begun.device_id.removeprefix("dev_"),
            "base_url": f"{issuer}appliance-mfa",
        }
        answer["barcode_uri"] = (
            f"otpauth://totp/{quote(name, safe='')}:{account}?{urlencode(known)}"
        )
    else:
        answer["binding_method"] = "prompt"
    code = oob_code.name(tenant, key, challenge)
    return {**answer, **codes, "oob_channel": asked.kind.oob_channel, "oob_code": code}


def _asked(body: Mapping[str, Any], asking: Bearer) -> _Asked:
    types = _words(body, "authenticator_types")
    if types[0] == "otp":
        return _Asked(factor=Factor.OTP, kind=Kind.TOTP)
    if types[0] != "oob":
        raise _unknown("authenticator_types", types[0], ("otp", "oob"))
    channel = _words(body, "oob_channels")[0]
    if channel not in _CHANNELS:
        raise _unknown("oob_channels", channel, tuple(_CHANNELS))
    factor, kind = _CHANNELS[channel]
    if factor is Factor.PHONE:
        number = _text(body, "phone_number")
        if number is None or not is_phone_number(number):
            raise invalid_request(
                "Invalid parameter: phone_number", remedy='send one such as "+15551234567"'
            )
        return _Asked(factor=factor, kind=kind, to=number)
    if factor is Factor.EMAIL:
        email = _text(body, "email") or asking.user.email
        if email is None or not is_email(email):
            raise invalid_request(
                "Invalid parameter: email", remedy="send one such as ada@example.com"
            )
        return _Asked(factor=factor, kind=kind, to=email.lower())
    return _Asked(factor=factor, kind=kind)


def _words(body: Mapping[str, Any], name: str) -> list[str]:
    """A list of texts, which holds at least one."""
    value = body.get(name)
    if value in (None, []):
        raise missing_parameter(name)
    if (
        not isinstance(value, list)
        or len(value) > _MOST_WORDS
        or not all(isinstance(each, str) for each in value)
    ):
        raise invalid_request(
            f"Invalid parameter: {name} must be an array of strings",
            remedy=f'send {name}, such as ["otp"]',
        )
    return value


def _text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise invalid_parameter(name)
    return value or None


def _unknown(name: str, value: str, known: tuple[str, ...]) -> OAuthError:
    return invalid_request(
        f"Invalid parameter: {name}", remedy=f"{value[:40]!r} is none of {', '.join(known)}"
    )
