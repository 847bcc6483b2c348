"""How many tokens somebody may obtain in their own name.

Auth0: Fine-Grained Machine-to-Machine Token Quotas
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenQuota:
    """Per hour and per day of UTC; ``None`` means no end."""

    per_hour: int | None = None
    per_day: int | None = None
    enforce: bool = True
    """Whether more are refused; otherwise they are only counted."""
