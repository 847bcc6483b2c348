"""What ``/passwordless/start`` and ``/otp/challenge`` refuse.

Auth0: Passwordless API; Passwordless Authentication on Database Connections
"""

from mock_auth0.oauth.errors import ErrorCode, OAuthError


def bad_connection(description: str, remedy: str) -> OAuthError:
    """There is none that could send a code."""
    return OAuthError(ErrorCode.BAD_CONNECTION, description, remedy=remedy)


def missing_property(code: ErrorCode, name: str) -> OAuthError:
    """A property of the body is absent."""
    return OAuthError(code, f"Missing required property: {name}", remedy=f"send {name}")


def bad_phone_number(sent: str) -> OAuthError:
    """It is not ``+`` and digits."""
    return OAuthError(
        ErrorCode.BAD_PHONE_NUMBER,
        r"String does not match pattern: ^\+[0-9]{1,15}$",
        remedy=f"write it like +15551234567; it is {sent!r}",
    )


def bad_email(sent: str) -> OAuthError:
    """It is no e-mail address."""
    return OAuthError(
        ErrorCode.BAD_EMAIL,
        "Object didn't pass validation for format email",
        remedy=f"write it like ada@example.com; it is {sent!r}",
    )


def bad_auth_params() -> OAuthError:
    """It is a text."""
    return OAuthError(
        ErrorCode.BAD_AUTH_PARAMS,
        "error in authParams - invalid type: string (expected object)",
        remedy='send JSON, with authParams such as {"scope": "openid"}',
    )


def bad_request(names: list[str]) -> OAuthError:
    """Properties that Auth0 does not know."""
    listed = ", ".join(names)
    return OAuthError(
        ErrorCode.BAD_REQUEST,
        f"the following properties are not allowed: {listed}",
        remedy=f"leave out {listed}",
    )


def invalid_field(field: str, message: str) -> OAuthError:
    """``/otp/challenge``: which parameter is wrong."""
    return OAuthError(
        ErrorCode.INVALID_REQUEST,
        message,
        remedy=f"see {field}",
        members={"validation_errors": [{"field": field, "message": message}]},
    )


def invalid_connection(remedy: str) -> OAuthError:
    """``/otp/challenge``: the connection is none that codes are for."""
    return OAuthError(
        ErrorCode.INVALID_CONNECTION,
        "The connection does not exist, or has no OTP configured",
        remedy=remedy,
    )
