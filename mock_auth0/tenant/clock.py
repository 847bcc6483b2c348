"""The tenant's time: everything that is issued or checked asks here."""

from datetime import UTC, datetime, timedelta


class TenantClock:
    """Wall time, or time that stands still at ``frozen_at``; ``advance`` moves either."""

    __slots__ = ("_frozen_at", "_offset")

    def __init__(self, frozen_at: datetime | None = None) -> None:
        self._frozen_at = frozen_at
        self._offset: timedelta | None = None

    def now(self) -> datetime:
        """The present, aware, in UTC."""
        now = self._frozen_at or datetime.now(UTC)
        return now if self._offset is None else now + self._offset

    def advance(self, by: timedelta) -> None:
        """Move the present."""
        self._offset = by if self._offset is None else self._offset + by

    def reset(self) -> None:
        """Undo every ``advance``."""
        self._offset = None
