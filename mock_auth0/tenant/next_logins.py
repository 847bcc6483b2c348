"""The logins that a test has planned, in their order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from mock_auth0.model.next_login import NextLogin
from mock_auth0.store.store import Store

_MOST = 1000


class NextLogins(Store):
    """A thousand at most. Of those for a client, the one that came first is next."""

    __slots__ = ("_planned",)

    def __init__(self) -> None:
        self._planned: dict[str, NextLogin] = {}

    def put(self, planned: NextLogin) -> None:
        """Plan one more. Raises `ValueError` when there are too many."""
        if len(self._planned) >= _MOST:
            raise ValueError(f"{_MOST} logins are planned already")
        self._planned[planned.login_id] = planned

    def take(self, client_id: str, fits: Callable[[NextLogin], bool]) -> NextLogin | None:
        """The client's next one if it fits, which leaves one time less; else ``None``."""
        mine = (each for each in self if each.client_id in (None, client_id))
        planned = next(mine, None)
        if planned is None or not fits(planned):
            return None
        if planned.times > 1:
            self._planned[planned.login_id] = replace(planned, times=planned.times - 1)
        else:
            del self._planned[planned.login_id]
        return planned

    def discard(self, login_id: str) -> bool:
        """Cancel one; whether it was there."""
        return self._planned.pop(login_id, None) is not None

    def clear(self) -> None:
        """Cancel all."""
        self._planned = {}

    def image(self) -> Mapping[str, NextLogin]:
        """All, by their ids."""
        return self._planned.copy()

    def restore(self, image: Mapping[str, NextLogin]) -> None:
        """Plan these, and nothing else."""
        self._planned = dict(image)

    def __iter__(self) -> Iterator[NextLogin]:
        return iter(tuple(self._planned.values()))

    def __len__(self) -> int:
        return len(self._planned)
