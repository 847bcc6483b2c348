"""What a browser brings along."""

from dataclasses import dataclass, field

from mock_auth0.hooks.request import Requested


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """What a browser's cookies say: which device it is, and the key of its session."""

    device: str | None = None
    session: str | None = None
    ip: str | None = None
    """The address that it comes from."""
    requested: Requested | None = field(default=None, compare=False, repr=False)
    """What it asks for, for hooks."""
