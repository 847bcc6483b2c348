"""Which log events a request makes, by its path and its outcome.

Auth0: Log Event Type Codes. What a path and an outcome do not tell, flows note (`Tenant.note`).
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.model.recorded_request import OK

EXCHANGES: Mapping[str, tuple[str, str]] = {
    "authorization_code": ("seacft", "feacft"),
    "refresh_token": ("sertft", "fertft"),
    "client_credentials": ("seccft", "feccft"),
    "password": ("sepft", "fepft"),
    "http://auth0.com/oauth/grant-type/password-realm": ("sepft", "fepft"),
    "http://auth0.com/oauth/grant-type/mfa-otp": ("seotpft", "feotpft"),
    "http://auth0.com/oauth/grant-type/mfa-oob": ("seoobft", "feoobft"),
    "http://auth0.com/oauth/grant-type/mfa-recovery-code": ("sercft", "fercft"),
    "http://auth0.com/oauth/grant-type/passwordless/otp": ("sepotpft", "fepotpft"),
    "urn:ietf:params:oauth:grant-type:device_code": ("sede", "fede"),
    "urn:ietf:params:oauth:grant-type:token-exchange": ("secte", "fecte"),
    "urn:openid:params:grant-type:ciba": ("ciba_exchange_succeeded", "ciba_exchange_failed"),
}
"""By ``grant_type``: the event of a success, and of a failure."""

_RESET = "/u/reset-password/request"
"""The name of the connection follows."""
_BY_PATH: Mapping[str, tuple[str | None, str | None]] = {
    "/authorize/resume": (None, "f"),
    "/v2/logout": (None, "flo"),
    "/oidc/logout": (None, "flo"),
    "/dbconnections/signup": (None, "fs"),
    "/dbconnections/change_password": ("scpr", "fcpr"),
    "/u/signup": (None, "fs"),
    "/u/signup/password": (None, "fs"),
    _RESET: ("scpr", "fcpr"),
    "/u/reset-verify": (None, "fcp"),
    "/u/reset-password": (None, "fcp"),
    "/co/authenticate": ("scoa", "fcoa"),
    "/oauth/device/code": (None, "fdeaz"),
    "/oauth/revoke": ("srrt", None),
    "/oauth/par": (None, "fpar"),
    "/bc-authorize": ("ciba_start_succeeded", "ciba_start_failed"),
}
_PENDING = frozenset({"authorization_pending", "slow_down", "mfa_required", "use_dpop_nonce"})

DESCRIPTIONS: Mapping[str, str] = {
    "s": "Successful login",
    "slo": "User successfully logged out",
    "seacft": "Authorization Code for Access Token",
    "sertft": "Refresh Token for Access Token",
    "seccft": "Client Credentials for Access Token",
    "sepft": "Password for Access Token",
    "seotpft": "Password and OTP Challenge for Access Token",
    "seoobft": "Password and OOB Challenge for Access Token",
    "sercft": "Password and MFA Recovery code for Access Token",
    "sepotpft": "Passwordless OTP for Access Token",
    "sede": "Device Code for Access Token",
    "secte": "Custom Token Exchange",
    "ciba_exchange_succeeded": "AuthReqId for Access Token",
    "scpr": "Change password request",
    "scp": "You can now login to the application with the new password.",
    "sv": "Your email was verified. You can continue using the application.",
    "gd_auth_succeed": "Guardian - Second factor authentication successful",
    "gd_auth_failed": "Guardian - Second factor authentication failed",
    "gd_auth_rejected": "Guardian - Second factor authentication rejected",
    "gd_enrollment_complete": "Guardian - Enrollment complete (sms)",
    "gd_start_auth": "Guardian - Second factor authentication started",
    "gd_recovery_succeed": "Guardian - Recovery succeeded",
    "gd_recovery_failed": "Guardian - Recovery failed",
    "gd_otp_rate_limit_exceed": "Guardian - Too many failures",
    "limit_wc": "Account blocked after too many wrong passwords",
    "limit_mu": "Address blocked after too many failed logins",
    "pwd_leak": "Someone behind the address attempted to login with a leaked password",
    "ublkdu": "User block was released",
    "fdecc": "User canceled the device confirmation",
}
"""Of what was not refused; a refusal brings its own words."""


def of_request(path: str, code: str, asked: Mapping[str, Any], *, is_post: bool) -> str | None:
    """The event of the request itself, besides those that flows noted."""
    if code == "too_many_requests":
        return "api_limit"
    if code in _PENDING or (path.startswith("/u/") and not is_post):
        return None
    good, bad = _either(path, asked)
    return good if code == OK else bad


def _either(path: str, asked: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The event of a success, and of a failure."""
    if path == "/oauth/token":
        return EXCHANGES.get(str(asked.get("grant_type")), (None, None))
    if path == "/authorize":
        # Who was logged in is noted where it happens.
        return None, "fsa" if "none" in str(asked.get("prompt") or "").split() else "f"
    if path == "/passwordless/start":
        by_link = asked.get("connection") == "email" and asked.get("send") in (None, "", "link")
        return "cls" if by_link else "cs", None
    if path.startswith(_RESET):
        path = _RESET
    return _BY_PATH.get(path, (None, None))
