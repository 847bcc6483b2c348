"""A collection of lasting things: by key, and by the other names that lead to them."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from mock_auth0.store.store import Store

T = TypeVar("T")


def _no_aliases(_: object) -> Iterable[Hashable]:
    return ()


def _not_watched(_before: object, _after: object) -> None:
    pass


class Collection(Store, Generic[T]):
    """Frozen values by a key of their own, in the order they came.

    ``aliases`` gives the further names to `find` a value by; where two values share one, the
    first wins. ``on_change`` is called with what a value was and is; ``None`` for absent.
    """

    __slots__ = ("_aliases", "_by_alias", "_by_key", "_key", "on_change")

    def __init__(
        self,
        values: Iterable[T] = (),
        *,
        key: Callable[[T], str],
        aliases: Callable[[T], Iterable[Hashable]] = _no_aliases,
    ) -> None:
        self._key, self._aliases = key, aliases
        self._by_key: dict[str, T] = {}
        self._by_alias: dict[Hashable, str] = {}
        self.on_change: Callable[[T | None, T | None], None] = _not_watched
        self.fill(values)

    def get(self, key: str) -> T | None:
        """The value with this key."""
        return self._by_key.get(key)

    def find(self, alias: Hashable) -> T | None:
        """The value with this other name."""
        key = self._by_alias.get(alias)
        return None if key is None else self._by_key.get(key)

    def put(self, value: T) -> None:
        """Add the value, or put it in the place of the one with the same key."""
        before = self._keep(value)
        self.on_change(before, value)

    def remove(self, key: str) -> T | None:
        """Take the value out and return it, if it is there."""
        value = self._by_key.pop(key, None)
        if value is not None:
            self._forget_aliases(value, key)
            self.on_change(value, None)
        return value

    def key_of(self, value: T) -> str:
        """What a value is kept under."""
        return self._key(value)

    def fill(self, values: Iterable[T]) -> None:
        """Hold these, and nothing else; nobody is told."""
        self._by_key, self._by_alias = {}, {}
        for value in values:
            self._keep(value)

    def image(self) -> Mapping[str, T]:
        """What it holds, by key."""
        return _Indexed(self._by_key, self._by_alias.copy())

    def restore(self, image: Mapping[str, T]) -> None:
        """Hold this, and nothing else; nobody is told."""
        if isinstance(image, _Indexed):
            self._by_key, self._by_alias = dict(image), image.aliases.copy()
        else:
            self.fill(image.values())

    def __iter__(self) -> Iterator[T]:
        return iter(tuple(self._by_key.values()))

    def __len__(self) -> int:
        return len(self._by_key)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def _keep(self, value: T) -> T | None:
        key = self._key(value)
        before = self._by_key.get(key)
        if before is not None:
            self._forget_aliases(before, key)
        self._by_key[key] = value
        for alias in self._aliases(value):
            self._by_alias.setdefault(alias, key)
        return before

    def _forget_aliases(self, value: T, key: str) -> None:
        for alias in self._aliases(value):
            if self._by_alias.get(alias) != key:
                continue
            del self._by_alias[alias]
            namesake = self._key_of_another(alias, key)
            if namesake is not None:
                self._by_alias[alias] = namesake

    def _key_of_another(self, alias: Hashable, key: str) -> str | None:
        """Who has the same name, now that its first bearer is gone. Looks at all."""
        return next(
            (
                each
                for each, value in self._by_key.items()
                if each != key and alias in self._aliases(value)
            ),
            None,
        )


class _Indexed(dict[str, T]):
    """An image with the other names, so that restoring it need not ask for them again."""

    __slots__ = ("aliases",)

    def __init__(self, by_key: Mapping[str, T], aliases: dict[Hashable, str]) -> None:
        super().__init__(by_key)
        self.aliases = aliases
