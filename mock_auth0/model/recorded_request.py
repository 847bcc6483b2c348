"""A request and its answer as they may be shown: read, and without secrets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

OK = "ok"
"""The outcome of what was not refused."""

Values = Mapping[str, Any]
"""By name; a list where a name came more than once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRequest:
    """One entry of the journal. Secrets are cut to ``abcd…`` or ``…``."""

    number: int
    """Its place among all requests, from 1."""
    at: datetime
    """When it came, by the tenant's clock."""
    duration: timedelta
    """How long the answer took, by the wall."""
    method: str
    path: str
    query: Values
    fields: Values
    """Of the form or the JSON object in the body."""
    grant_type: str | None
    client: str | None
    """The ``client_id``."""
    user: str | None
    """The ``user_id``; what somebody typed, where that is nobody's name."""
    status: int
    """0: the client was gone before the answer."""
    outcome: str
    """``ok``, or the error code."""
    error: str | None
    """The error code."""
    description: str | None
    """Auth0's words for it."""
    explanation: str | None
    """What to change."""
    ip: str | None
    headers: Values
    answer_headers: Values
    answer: Any
    """The body, where it is JSON."""
    scheme: str = field(default="http", repr=False)

    @property
    def line(self) -> str:
        """All that matters, in one line.

        ``#3 POST /oauth/token refresh_token client=spa → 403 invalid_grant 'Invalid …'``
        """
        words = [f"#{self.number}", self.method, self.path]
        words += [self.grant_type] if self.grant_type else []
        words += [f"client={self.client}"] if self.client else []
        words += [f"user={self.user}"] if self.user else []
        words += ["→", str(self.status or "no answer"), self.outcome]
        words += [repr(self.description)] if self.description else []
        return " ".join(words)

    def __str__(self) -> str:
        return self.line
