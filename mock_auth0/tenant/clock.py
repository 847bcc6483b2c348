"""The tenant's time: everything that is issued or checked asks here."""

from datetime import UTC, datetime, timedelta


class TenantClock:
    """Wall time, or time that stands still at ``frozen_at``; ``advance`` moves either."""

    __slots__ = ("_frozen_at", "_offset", "_pristine")

    def __init__(self, frozen_at: datetime | None = None) -> None:
        self._frozen_at = self._pristine = frozen_at
        self._offset: timedelta | None = None

    def now(self) -> datetime:
        """The present, aware, in UTC."""
        now = self._frozen_at or datetime.now(UTC)
        return now if self._offset is None else now + self._offset

    def advance(self, by: timedelta) -> None:
        """Move the present."""
        self._offset = by if self._offset is None else self._offset + by

    def freeze(self, at: datetime | None = None) -> None:
        """Let the present stand still, where it is or ``at``."""
        self._frozen_at, self._offset = at or self.now(), None

    def unfreeze(self) -> None:
        """Let time run again, from the present."""
        present = self.now()
        self._frozen_at = None
        self._offset = present - datetime.now(UTC)

    def travel(self, to: datetime) -> None:
        """Make that moment the present; time stands still there if it does here."""
        if self._frozen_at is not None:
            self._frozen_at, self._offset = to, None
        else:
            self._offset = to - datetime.now(UTC)

    def reset(self) -> None:
        """As it was made: nothing stands still, nothing was moved."""
        self._frozen_at, self._offset = self._pristine, None
