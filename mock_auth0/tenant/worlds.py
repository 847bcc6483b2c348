"""Worlds: tenants beside the main one, each at host names of its own, for tests that run at once.

A world is made from what the main tenant was configured with, and has its own users, sessions, keys
and clock. Its tokens are no good in another: neither is their issuer, nor the key.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tenant.key_pool import KeyPool
from mock_auth0.tenant.keys import KeyRing
from mock_auth0.tenant.seed import Seed
from mock_auth0.tenant.tenant import Tenant

MOST = 256
BY_HOST = "*.localhost"
_LONGEST_NAME = 63
"""Characters: RFC 1035 §2.3.4."""
_OF_A_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.")
_MAIN = frozenset({"localhost", ""})


class WorldNameError(ValueError):
    """No world can be called so."""


class TooManyWorldsError(ValueError):
    """There is no room for one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWorld:
    """A world that was made, and when by the wall's clock."""

    name: str
    tenant: Tenant
    made_at: datetime


class Worlds:
    """All worlds by name, made when they are first asked for; 256 at most."""

    def __init__(
        self,
        main: Tenant,
        patterns: tuple[str, ...],
        *,
        equip: Callable[[Tenant], None] = lambda _: None,
        keys: KeyPool | None = None,
    ) -> None:
        """``patterns`` are host names, in which ``*`` stands for the name of the world."""
        self.main = main
        self.patterns = patterns
        self.equip = equip
        """What else a tenant needs that serves."""
        self.keys = keys or KeyPool()
        self._now = TenantClock().now
        self._by_name: dict[str, KnownWorld] = {}
        self._listeners: list[Callable[[], None]] = []

    def name_of(self, host: str) -> str | None:
        """What the world of this host name is called; ``None``: it is the main tenant's.

        Raises `WorldNameError`.
        """
        host = host.removesuffix(".")
        if host in _MAIN:
            return None
        for pattern in self.patterns:
            before, star, behind = pattern.partition("*")
            if not star:
                if host == pattern:
                    return host
                continue
            name = host[len(before) : len(host) - len(behind)]
            is_whole = host == before + name + behind and name
            if is_whole and "." not in name:
                return checked(name)
        return None

    def host_of(self, name: str) -> str:
        """A host name that leads to the world of this name."""
        if name in self.patterns:
            return name
        pattern = next((each for each in self.patterns if "*" in each), BY_HOST)
        return pattern.replace("*", name)

    def get(self, name: str) -> Tenant | None:
        """The world of this name, if it was made."""
        known = self._by_name.get(name)
        return known.tenant if known else None

    def check_room(self, under_way: int = 0) -> None:
        """Raises `TooManyWorldsError` where one more would be too many."""
        if len(self._by_name) + under_way >= MOST:
            raise TooManyWorldsError(
                f"there are {MOST} worlds; delete some: DELETE /_mock/worlds/NAME,"
                " or all: DELETE /_mock/worlds"
            )

    def make(self, name: str, keys: KeyRing) -> Tenant:
        """The world of this name, with these keys if it is new.

        Raises `WorldNameError`, `TooManyWorldsError`.
        """
        known = self.get(checked(name))
        if known is not None:
            return known
        self.check_room()
        tenant = Tenant(self._seed(), keys=keys)
        self.equip(tenant)
        self._by_name[name] = KnownWorld(name=name, tenant=tenant, made_at=self._now())
        return tenant

    def delete(self, name: str) -> bool:
        """Forget a world; whether it was there. Asked for again, it begins anew."""
        known = self._by_name.pop(name, None)
        if known is None:
            return False
        known.tenant.logout_deliveries.stop()
        self._changed()
        return True

    def delete_all(self) -> int:
        """Forget all; how many they were."""
        names = [*self._by_name]
        for name in names:
            self.delete(name)
        return len(names)

    def configure(self, seed: Seed) -> None:
        """Have the main tenant and all worlds start over from another seed."""
        self.main.configure(seed)
        for each in self:
            each.tenant.configure(self._seed())

    def on_deletion(self, listener: Callable[[], None]) -> None:
        """Have it called whenever a world is gone."""
        self._listeners.append(listener)

    def __iter__(self) -> Iterator[KnownWorld]:
        return iter(tuple(self._by_name.values()))

    def __len__(self) -> int:
        return len(self._by_name)

    def _seed(self) -> Seed:
        seed: Seed = self.main.pristine["seed"]
        # A fixed issuer is the main tenant's; that of a world is its address.
        return replace(seed, policy=replace(seed.policy, issuer=None))

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()


def checked(name: str) -> str:
    """The name of a world. Raises `WorldNameError` for what is no part of a host name."""
    is_name = 0 < len(name) <= _LONGEST_NAME and _OF_A_NAME.issuperset(name)
    if not is_name or name.startswith("-") or name in _MAIN:
        raise WorldNameError(
            f"no world can be called {name[:100]!r}: 1 to {_LONGEST_NAME} of a-z, 0-9, - and _"
        )
    return name
