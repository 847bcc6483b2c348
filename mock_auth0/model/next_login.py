"""What the next logins yield, as a test has planned it."""

from dataclasses import dataclass

from mock_auth0.model.broken import Broken
from mock_auth0.oauth.errors import ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLogin:
    """One plan: an error, or a user, or tokens that are broken, or the last two together."""

    login_id: str
    client_id: str | None = None
    """``None``: of any client."""
    user_id: str | None = None
    """Who is logged in, without a page."""
    error: ErrorCode | None = None
    description: str = ""
    broken: Broken | None = None
    times: int = 1
    """How many logins are still to come."""

    @property
    def answers_at_once(self) -> bool:
        """Whether ``/authorize`` asks nobody; else somebody logs in as they always do."""
        return self.error is not None or self.user_id is not None
