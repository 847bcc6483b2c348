"""What a flow says of a request that its answer does not show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, eq=False)
class LogNote:
    """Of whom a request was, or what has happened in it.

    Not frozen, because every login makes some and frozen ones take thrice as long.
    """

    kind: str = ""
    """Auth0's log event type code; empty: nothing has happened, it is only known who it was."""
    user_id: str | None = None
    user_name: str | None = None
    """What somebody typed, where it is nobody's name."""
    client_id: str | None = None
    connection: str | None = None
    organization_id: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
