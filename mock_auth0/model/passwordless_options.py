"""How a passwordless connection sends its codes.

Auth0: Passwordless Connections; Management API > Connections
"""

from dataclasses import dataclass
from datetime import timedelta

from mock_auth0.model.email_template import EmailTemplate

STRATEGIES = ("email", "sms")


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordlessOptions:
    """The defaults are Auth0's."""

    disable_signup: bool = False
    """Whether only users who exist are sent a code."""
    code_length: int = 6
    code_lifetime: timedelta = timedelta(minutes=3)
    template: EmailTemplate | None = None
    """``options.email``; ``None``: the tenant's own words."""
