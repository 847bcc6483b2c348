"""The hooks of a tenant, by trigger, in the order in which they run.

Auth0: Actions > Manage Flows
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from mock_auth0.model.hook import Hook, Trigger
from mock_auth0.store.store import Store

MOST = 100
"""Of one tenant."""


class Hooks(Store):
    """Those that were configured come first, and back with a reset."""

    __slots__ = ("_by_trigger", "_last", "is_used")

    def __init__(self, configured: Iterable[Hook] = ()) -> None:
        self.is_used = False
        """Whether there is any: all that a request without hooks has to look at."""
        self.reset(configured)

    def reset(self, configured: Iterable[Hook]) -> None:
        """Only those that were configured."""
        self.clear()
        self._last = 0
        for each in configured:
            self.add(each)

    def of(self, trigger: Trigger) -> tuple[Hook, ...]:
        """Those that run then."""
        return self._by_trigger.get(trigger, ())

    def add(self, hook: Hook) -> Hook:
        """Run it after the others of its trigger; with its id. Raises `ValueError` for too many."""
        if sum(1 for _ in self) >= MOST:
            raise ValueError(f"there are {MOST} hooks already; remove some")
        self._last += 1
        added = replace(hook, hook_id=f"hook_{self._last}")
        self._by_trigger[hook.trigger] = (*self.of(hook.trigger), added)
        self.is_used = True
        return added

    def get(self, hook_id: str) -> Hook | None:
        """The one with this id."""
        return next((each for each in self if each.hook_id == hook_id), None)

    def remove(self, hook: Hook) -> None:
        """Run it no more."""
        kept = tuple(each for each in self.of(hook.trigger) if each.hook_id != hook.hook_id)
        self._by_trigger[hook.trigger] = kept
        self.is_used = any(self._by_trigger.values())

    def clear(self) -> None:
        """Run none at all."""
        self._by_trigger: dict[Trigger, tuple[Hook, ...]] = {}
        self.is_used = False

    def image(self) -> Mapping[str, Hook]:
        """All of them, by id."""
        return {each.hook_id: each for each in self}

    def restore(self, image: Mapping[str, Hook]) -> None:
        """Hold these, under the ids that they had."""
        self.clear()
        for each in image.values():
            self._by_trigger[each.trigger] = (*self.of(each.trigger), each)
        self.is_used = bool(self._by_trigger)

    def __iter__(self) -> Iterator[Hook]:
        for trigger in Trigger:
            yield from self.of(trigger)
