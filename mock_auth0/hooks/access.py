"""``api.access`` and ``api.validation``: whether it goes on at all. The names are Auth0's.

Auth0: Actions > Triggers > … > API Object
"""

from mock_auth0.hooks.methods import Methods
from mock_auth0.hooks.outcome import Denial, Why, one_text
from mock_auth0.oauth.errors import ErrorCode

_CODES_OF_CREDENTIALS = ("invalid_scope", "invalid_request", "server_error")


class Access(Methods):
    """Whether it goes on at all."""

    __slots__ = ()

    def deny(self, reason: str) -> None:
        """End the login; the application is told the reason."""
        self._outcome.denial = Denial(reason=one_text(reason, "the reason"))


class AccessOfCredentials(Methods):
    """Whether a client gets its token."""

    __slots__ = ()

    def deny(self, code: str, reason: str) -> None:
        """Refuse; ``code``: ``invalid_scope``, ``invalid_request`` or ``server_error``."""
        if code not in _CODES_OF_CREDENTIALS:
            raise ValueError(f"code must be one of {', '.join(_CODES_OF_CREDENTIALS)}")
        self._outcome.denial = Denial(code=code, reason=one_text(reason, "the reason"))


class AccessOfExchange(Methods):
    """Whether a foreign token is exchanged."""

    __slots__ = ()

    def deny(self, code: str, reason: str) -> None:
        """Refuse with an error code of OAuth."""
        self._outcome.denial = Denial(
            code=ErrorCode(code).value, reason=one_text(reason, "the reason")
        )

    def reject_invalid_subject_token(self, reason: str) -> None:
        """Refuse, and count the address that sent it."""
        self._outcome.denial = Denial(
            why=Why.BAD_SUBJECT_TOKEN, reason=one_text(reason, "the reason")
        )


class AccessOfRegistration(Methods):
    """Whether there is a new user."""

    __slots__ = ()

    def deny(self, reason: str, user_message: str | None = None) -> None:
        """Refuse: the reason is for the application, the message for a page."""
        self._outcome.denial = Denial(
            reason=one_text(reason, "the reason"),
            user_message=user_message and one_text(user_message, "the message"),
        )


class Validation(Methods):
    """What was typed in."""

    __slots__ = ()

    def error(self, error_code: str, error_message: str) -> None:
        """Refuse it."""
        self._outcome.denial = Denial(
            why=Why.INVALID,
            code=one_text(error_code, "the code"),
            reason=one_text(error_message, "the message"),
        )
