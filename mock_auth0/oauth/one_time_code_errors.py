"""What is said of a wrong one-time code. Each way to log in has words of its own.

Auth0: Passwordless Authentication
"""


class OneTimeCodeError(Exception):
    """``remedy`` is for the person using the mock."""

    def __init__(self, remedy: str) -> None:
        super().__init__(remedy)
        self.remedy = remedy


class WrongCodeError(OneTimeCodeError):
    """Another code, or none was sent: nobody learns which."""


class TooManyWrongCodesError(OneTimeCodeError):
    """The third wrong code, and whatever comes after it."""


class CodeExpiredError(OneTimeCodeError):
    """It came too late."""
