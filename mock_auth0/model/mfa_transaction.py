"""A login that waits for a second factor: what an ``mfa_token`` stands for.

Auth0: Authenticate Using the Resource Owner Password Flow with MFA
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

MFA_TOKEN_LIFETIME = timedelta(minutes=10)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class MfaTransaction(Generic[T]):
    """What goes on, for whom, once the factor is proven."""

    user_id: str
    client_id: str
    continues: T
    """What the first grant had granted."""
    expires_at: datetime
