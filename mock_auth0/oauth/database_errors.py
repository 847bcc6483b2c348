"""What a database connection refuses: a login, a password, a sign-up.

Auth0: Brute-Force Protection; Breached Password Detection; Authentication API > Signup
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.oauth.errors import ErrorCode, OAuthError

_CONSIDERS_IT_AN_ATTACK = (
    "Your account has been blocked after multiple consecutive login attempts. We've sent you a "
    "notification via your preferred contact method with instructions on how to unblock it."
)
_CONSIDERS_THE_ADDRESS_SUSPICIOUS = (
    "We have detected suspicious login behavior and further attempts will be blocked. "
    "Please contact the administrator."
)
_LEAKED = (
    "This login attempt has been blocked because the password you're using was previously "
    "disclosed through a data breach (not in this application). Please check your email for more "
    "information."
)
_LEAKED_AND_NEW = (
    "This combination of credentials was detected in a public data breach on another website. "
    "Please use a different password to keep your account secure."
)


class WrongCredentialsError(OAuthError):
    """Unknown user or wrong password: the same words for both, so that nobody learns which."""

    def __init__(self, remedy: str = "") -> None:
        super().__init__(ErrorCode.INVALID_GRANT, "Wrong email or password.", 403, remedy)


class TooManyAttemptsError(OAuthError):
    """Attack protection lets nobody try any more: of one account, or from one address."""

    def __init__(self, remedy: str = "", *, is_about_the_address: bool = False) -> None:
        text = _CONSIDERS_THE_ADDRESS_SUSPICIOUS if is_about_the_address else None
        super().__init__(ErrorCode.TOO_MANY_ATTEMPTS, text or _CONSIDERS_IT_AN_ATTACK, 429, remedy)
        self.is_about_the_address = is_about_the_address


class PasswordLeakedError(OAuthError):
    """The password is right, and known from a breach."""

    def __init__(self, remedy: str = "") -> None:
        super().__init__(ErrorCode.PASSWORD_LEAKED, _LEAKED, 401, remedy)


class PasswordRefusedError(OAuthError):
    """A new password that the connection's policy does not take.

    ``description`` is for people; ``rules``, which only a weak one has, is what stands in its
    place in Auth0's body.
    """

    def __init__(
        self,
        name: str,
        description: str,
        remedy: str = "",
        *,
        code: ErrorCode = ErrorCode.INVALID_PASSWORD,
        rules: Mapping[str, Any] | None = None,
        policy: str | None = None,
    ) -> None:
        super().__init__(code, description, 400, remedy)
        self.name = name
        """``PasswordStrengthError``, ``PasswordDictionaryError``, ``PasswordNoUserInfoError`` or
        ``PasswordHistoryError``."""
        self.rules = rules
        self.policy = policy
        """The rules as a list for people."""


def leaked_new_password() -> PasswordRefusedError:
    """Nobody may choose a password that is known from a breach."""
    return PasswordRefusedError(
        "BadRequestError",
        _LEAKED_AND_NEW,
        "breachedPasswordDetection is on, and the password is one of its test values",
        code=ErrorCode.PASSWORD_LEAKED,
    )


class IncompleteError(OAuthError):
    """Something is missing, or not as it must be; nothing but the description travels."""

    def __init__(self, description: str, remedy: str = "") -> None:
        super().__init__(ErrorCode.INVALID_REQUEST, description, 400, remedy)


class SignUpRefusedError(OAuthError):
    """Nobody is added to the connection."""

    name = "BadRequestError"


class ExtensibilityError(SignUpRefusedError):
    """A hook refuses the user."""

    name = "InternalExtensibilityError"

    def __init__(self, reason: str, remedy: str, *, user_message: str | None = None) -> None:
        super().__init__(ErrorCode.EXTENSIBILITY_ERROR, reason, 400, remedy)
        self.user_message = user_message
        """What a page shows."""


class ValidationError(SignUpRefusedError):
    """A hook does not take what was typed in; the code is its own."""

    name = "ValidationError"

    def __init__(self, error_code: str, message: str, remedy: str) -> None:
        super().__init__(ErrorCode.INVALID_REQUEST, message, 400, remedy)
        self.error_code = error_code


def invalid_signup(remedy: str) -> SignUpRefusedError:
    """Sign-ups are disabled, or the user exists: which of them, nobody learns."""
    return SignUpRefusedError(ErrorCode.INVALID_SIGNUP, "Invalid sign up", 400, remedy)


def user_exists(remedy: str) -> SignUpRefusedError:
    """The user exists, said aloud."""
    return SignUpRefusedError(ErrorCode.USER_EXISTS, "The user already exists.", 400, remedy)


def username_exists(remedy: str) -> SignUpRefusedError:
    """Somebody else has the username."""
    return SignUpRefusedError(
        ErrorCode.USERNAME_EXISTS, "The username provided is in use already.", 400, remedy
    )
