"""An authenticator: something that a user has enrolled to prove themselves a second time.

Auth0: Multi-Factor Authentication Factors; Authentication API > MFA
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What stands before the ``|`` of an authenticator's id."""

    TOTP = "totp"
    PUSH = "push"
    SMS = "sms"
    VOICE = "voice"
    EMAIL = "email"
    RECOVERY_CODE = "recovery-code"

    @property
    def authenticator_type(self) -> str:
        """``otp``, ``oob`` or ``recovery-code``."""
        if self is Kind.RECOVERY_CODE:
            return self.value
        return "otp" if self is Kind.TOTP else "oob"

    @property
    def oob_channel(self) -> str | None:
        """``sms``, ``voice``, ``email``, or ``auth0`` for a push notification."""
        if self.authenticator_type != "oob":
            return None
        return "auth0" if self is Kind.PUSH else self.value


class Factor(StrEnum):
    """What is enrolled at once; ``mfa_requirements`` names them so, in this order."""

    OTP = "otp"
    PUSH = "push-notification"
    PHONE = "phone"
    RECOVERY_CODE = "recovery-code"
    EMAIL = "email"

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The authenticators that one enrollment makes: they come, and go, together."""
        return _KINDS[self]


_KINDS = {
    Factor.OTP: (Kind.TOTP,),
    # The app of push notifications shows codes as well.
    Factor.PUSH: (Kind.PUSH, Kind.TOTP),
    Factor.PHONE: (Kind.SMS, Kind.VOICE),
    Factor.RECOVERY_CODE: (Kind.RECOVERY_CODE,),
    Factor.EMAIL: (Kind.EMAIL,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Authenticator:
    """One enrollment of a user; ``device_id`` is ``dev_`` and 16 characters."""

    device_id: str
    factor: Factor
    is_active: bool = True
    """Whether the user has confirmed the enrollment by a first code."""
    secret: str | None = field(default=None, repr=False)
    """In base32, of an app that shows codes; of a recovery code, the code itself."""
    to: str | None = None
    """The phone number or e-mail address that codes are sent to."""
    name: str | None = None
    """Of the device, where it has one."""
    created_at: datetime

    def id_of(self, kind: Kind) -> str:
        """The id that the MFA API lists it by: ``totp|dev_…``."""
        return f"{kind}|{self.device_id}"
