"""What remains of a client assertion that has been used: it must not come again."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedAssertion:
    """RFC 7523 §3 rule 7: its ``jti`` is kept for as long as it would be valid."""

    client_id: str
    expires_at: datetime
