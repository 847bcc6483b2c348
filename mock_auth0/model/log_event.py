"""A log event as Auth0 writes one.

Auth0: Management API > Logs; Log Event Type Codes
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEvent:
    """One of them; what is not known is ``None``."""

    log_id: str
    date: datetime
    type: str
    """The type code: ``s``, ``fp``, ``seacft``, …"""
    description: str | None = None
    connection: str | None = None
    connection_id: str | None = None
    client_id: str | None = None
    client_name: str | None = None
    ip: str | None = None
    hostname: str | None = None
    user_id: str | None = None
    user_name: str | None = None
    user_agent: str | None = None
    """As Auth0 shortens it: ``Chrome 120.0.0 / Mac OS X 10.15.7``."""
    organization_id: str | None = None
    organization_name: str | None = None
    audience: str | None = None
    scope: str | None = None
    strategy: str | None = None
    strategy_type: str | None = None
    is_mobile: bool = field(default=False, metadata={"wire": "isMobile"})
    location_info: None = None
    auth0_client: Mapping[str, Any] | None = None
    """Name and version of the SDK, as its header says."""
    details: Mapping[str, Any] = field(default_factory=dict)
    id: str = field(default="", metadata={"wire": "_id"})
    """The ``log_id`` once more."""
    request: int = field(default=0, repr=False)
    """The number of the request in the journal."""

    @property
    def line(self) -> str:
        """All that matters, in one line."""
        who = [f"client={self.client_id}"] if self.client_id else []
        who += [f"user={self.user_name or self.user_id}"] if self.user_name or self.user_id else []
        return " ".join([self.type, *who, *([repr(self.description)] if self.description else [])])

    def __str__(self) -> str:
        return self.line
