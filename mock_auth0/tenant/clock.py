"""The tenant's time: everything that is issued or checked asks here."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mock_auth0.store.store import Store

_EARLIEST, _LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""So that no lifetime ends outside of what can be told in seconds, and written as a date."""
_OUT_OF_REACH = f"the tenant's time goes from {_EARLIEST:%Y-%m-%d} to {_LATEST:%Y-%m-%d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How a clock differs from the wall's: where it stands still, and by how much it was moved."""

    frozen_at: datetime | None = None
    offset: timedelta | None = None


class TenantClock(Store):
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
        """Move the present. Raises `ValueError`, as all that moves it, for years out of reach."""
        try:
            _check(self.now() + by)
        except OverflowError:
            raise ValueError(_OUT_OF_REACH) from None
        self._offset = by if self._offset is None else self._offset + by

    def freeze(self, at: datetime | None = None) -> None:
        """Let the present stand still, where it is or ``at``."""
        self._frozen_at, self._offset = _check(at or self.now()), None

    def unfreeze(self) -> None:
        """Let time run again, from the present."""
        present = self.now()
        self._frozen_at = None
        self._offset = present - datetime.now(UTC)

    def travel(self, to: datetime) -> None:
        """Make that moment the present; time stands still there if it does here."""
        _check(to)
        if self._frozen_at is not None:
            self._frozen_at, self._offset = to, None
        else:
            self._offset = to - datetime.now(UTC)

    def image(self) -> Moved:
        """How it was moved."""
        return Moved(frozen_at=self._frozen_at, offset=self._offset)

    def restore(self, image: Moved) -> None:
        """Be moved as it was then; if time ran, it has run on."""
        self._frozen_at, self._offset = image.frozen_at, image.offset


def _check(moment: datetime) -> datetime:
    if not _EARLIEST <= moment <= _LATEST:
        raise ValueError(_OUT_OF_REACH)
    return moment
