"""What a screen says of a new password that the connection does not take.

Auth0: Universal Login > text customization of signup and reset-password
"""

from mock_auth0.http.pages import FieldError
from mock_auth0.model.connection import Connection
from mock_auth0.oauth.database_errors import PasswordRefusedError
from mock_auth0.tenant import password_rules

_TEXTS = {
    "PasswordStrengthError": ("password-policy-not-conformant", "The password is too weak"),
    "PasswordDictionaryError": ("password-too-common", "The password is too common"),
    "PasswordNoUserInfoError": (
        "password-contains-user-information",
        "Password contains user information",
    ),
    "PasswordHistoryError": ("password-previously-used", "Password has previously been used"),
}
_OTHERWISE = ("password-too-weak", "The password is too weak")


def refusal(error: PasswordRefusedError, field: str) -> FieldError:
    """The error below the field."""
    code, text = _TEXTS.get(error.name, _OTHERWISE)
    return FieldError(field=field, code=code, text=text)


def policy_of(connection: Connection | None) -> tuple[str, ...]:
    """The rules, a line each, for whoever has not typed anything yet."""
    if connection is None:
        return ()
    try:
        password_rules.check_strength(connection.options.password_policy, "")
    except PasswordRefusedError as error:
        return tuple((error.policy or "").replace("* ", "").splitlines())
    return ()
