"""A logout token on its way to a client, and what became of it.

OpenID Connect Back-Channel Logout §2.5-2.8
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mock_auth0.model.logout_initiator import LogoutInitiator


class DeliveryStatus(StrEnum):
    """How far it has come."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutDelivery:
    """One session that ended, for one URL of one client."""

    jti: str
    """Its name; the token's as well."""
    client_id: str
    url: str
    issuer: str
    user_id: str
    sid: str
    trace_id: str
    initiator: LogoutInitiator
    ended_at: datetime
    status: DeliveryStatus = DeliveryStatus.PENDING
    attempts: int = 0
    response_status: int | None = None
    """What the last attempt was answered; ``None`` when nothing came back."""
    error: str | None = None
    """Why the last attempt failed."""
