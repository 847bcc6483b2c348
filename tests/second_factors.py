"""Users with a second factor, and a tenant that asks for it."""

from typing import Any

from mock_auth0.model.authenticator import Authenticator, Factor
from mock_auth0.model.client import Client
from mock_auth0.model.user import User
from mock_auth0.tenant import totp
from mock_auth0.tenant.tenant import Tenant
from tests import builders
from tests.builders import NOON, SECRET, a_client, a_user, a_web_client

PREFIX = "http://auth0.com/oauth/grant-type/"
OTP, OOB, RECOVERY_CODE = (f"{PREFIX}mfa-{each}" for each in ("otp", "oob", "recovery-code"))
MFA_GRANTS = frozenset({OTP, OOB, RECOVERY_CODE})
TOTP_SECRET = "JBSWY3DPEHPK3PXP"
A_RECOVERY_CODE = "N3BGP6ZFPBXG4ZCPVVN6NPXC"
ALWAYS = frozenset({"all-applications"})
CREDENTIALS = {"client_id": "web", "client_secret": SECRET}


def an_app(**changes: Any) -> Authenticator:
    """An app that shows codes."""
    return _enrolled("dev_app", Factor.OTP, secret=TOTP_SECRET, **changes)


def a_phone(**changes: Any) -> Authenticator:
    """A phone that takes messages."""
    return _enrolled("dev_phone", Factor.PHONE, **{"to": "+15551238730", **changes})


def a_mailbox(**changes: Any) -> Authenticator:
    """A mailbox for codes."""
    return _enrolled("dev_mail", Factor.EMAIL, to="ada@example.com", **changes)


def a_push_device(**changes: Any) -> Authenticator:
    """A phone with the Guardian app."""
    return _enrolled("dev_push", Factor.PUSH, secret=TOTP_SECRET, name="Ada's phone", **changes)


def a_recovery_code(**changes: Any) -> Authenticator:
    """The code for whoever has lost their device."""
    return _enrolled("dev_code", Factor.RECOVERY_CODE, secret=A_RECOVERY_CODE, **changes)


def a_trusted_client(**changes: Any) -> Client:
    """The web application with passwords, refresh tokens and all MFA grants."""
    grant_types = MFA_GRANTS | {"password", "refresh_token"}
    return a_web_client(**{"grant_types": grant_types, **changes})


def a_public_client() -> Client:
    """Another client with the same grants."""
    return a_client(grant_types=MFA_GRANTS | {"password"})


def a_tenant(*enrolled: Authenticator, **changes: Any) -> Tenant:
    """One that asks always; Ada has enrolled these."""
    return builders.a_tenant(
        **{
            "clients": (a_trusted_client(), a_public_client()),
            "users": (a_user(authenticators=enrolled),),
            "guardian_policies": ALWAYS,
            **changes,
        }
    )


def ada(tenant: Tenant) -> User:
    """As she is now."""
    user = tenant.users.get("auth0|ada")
    assert user is not None
    return user


def the_otp(tenant: Tenant, secret: str = TOTP_SECRET, *, offset: int = 0) -> str:
    """What the app shows, or showed that many periods later."""
    return totp.code(secret, totp.step_of(tenant.clock.now()) + offset)


def _enrolled(device_id: str, factor: Factor, **values: Any) -> Authenticator:
    return Authenticator(**{"device_id": device_id, "factor": factor, "created_at": NOON, **values})
