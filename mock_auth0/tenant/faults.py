"""The faults of a tenant: rules that make requests fail, slow or strange, in order of adding.

The first rule that a request fits, and whose turn it is, has it. One whose turn it is not leaves it
to those behind, which count only what reaches them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mock_auth0.model.fault import Condition, Fault
from mock_auth0.store.store import Store

MOST = 100
"""Rules of one tenant."""
_ID = "fault_"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRule:
    """A fault in its place, and what it has done."""

    fault_id: str
    fault: Fault
    met: int = 0
    """Requests that it was for, whether it was their turn or not."""
    hits: int = 0
    """Those that it happened to."""

    @property
    def options(self) -> Mapping[str, Any]:
        """As it was added."""
        return self.fault.options

    @property
    def is_spent(self) -> bool:
        """Whether it has happened as often as it may."""
        return self.fault.schedule.is_spent(self.hits)


class Faults(Store):
    """All rules."""

    __slots__ = ("_count", "_rules", "active")

    def __init__(self) -> None:
        self._rules: dict[str, FaultRule] = {}
        self._count = 0
        self.active: tuple[str, ...] = ()
        """Those that may still happen; empty means that requests need not be looked at."""

    def add(self, fault: Fault) -> FaultRule:
        """Put it behind the others. Raises `ValueError` when there are too many."""
        if len(self._rules) >= MOST:
            raise ValueError(f"there are {MOST} rules already: remove some, or clear them")
        self._count += 1
        rule = FaultRule(fault_id=f"{_ID}{self._count}", fault=fault)
        self._rules[rule.fault_id] = rule
        self._changed()
        return rule

    def remove(self, fault_id: str) -> None:
        """Take it away. Raises `LookupError` when it is not there."""
        if self._rules.pop(fault_id, None) is None:
            known = ", ".join(self._rules) or "none"
            raise LookupError(f"no fault has the id {fault_id[:100]!r}; there are: {known}")
        self._changed()

    def clear(self) -> None:
        """Take all away."""
        self._rules.clear()
        self._changed()

    def reset(self, faults: Iterable[Fault]) -> None:
        """Only these, as if they had never happened. Raises `ValueError` for too many."""
        self._count = 0
        self.clear()
        for fault in faults:
            self.add(fault)

    def image(self) -> Mapping[str, FaultRule]:
        """All rules by their ids."""
        return self._rules.copy()

    def restore(self, image: Mapping[str, FaultRule]) -> None:
        """These rules, and nothing else."""
        self._rules = dict(image)
        self._count = max((int(each.removeprefix(_ID)) for each in image), default=0)
        self._changed()

    def conditions(self) -> list[Condition]:
        """Of those that may still happen."""
        return [self._rules[each].fault.condition for each in self.active]

    def meet(self, fits: Callable[[Condition], bool]) -> FaultRule | None:
        """Count a request: the rule that happens to it, with this hit counted, if one does."""
        for fault_id in self.active:
            rule = self._rules[fault_id]
            if not fits(rule.fault.condition):
                continue
            rule = replace(rule, met=rule.met + 1)
            is_due = rule.fault.schedule.is_due(rule.met)
            if is_due:
                rule = replace(rule, hits=rule.hits + 1)
            self._rules[fault_id] = rule
            if is_due:
                self._changed()
                return rule
        return None

    def __iter__(self) -> Iterator[FaultRule]:
        return iter(tuple(self._rules.values()))

    def __len__(self) -> int:
        return len(self._rules)

    def _changed(self) -> None:
        self.active = tuple(each.fault_id for each in self._rules.values() if not each.is_spent)
