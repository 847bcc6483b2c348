"""What a browser brings along."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """What a browser's cookies say: which device it is, and the key of its session."""

    device: str | None = None
    session: str | None = None
    ip: str | None = None
    """The address that it comes from."""
