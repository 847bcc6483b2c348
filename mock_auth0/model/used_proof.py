"""A proof of possession that has been used, remembered until it could not be sent again anyway.

RFC 9449 §11.1
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedProof:
    """Known by the digest of its key and its ``jti``."""

    expires_at: datetime
