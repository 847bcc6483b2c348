"""The devices that wait for their users, by device code and by what the user types.

RFC 8628 §3.2, §6.1
"""

from dataclasses import dataclass, field
from datetime import datetime

from mock_auth0.model.device_authorization import DeviceAuthorization
from mock_auth0.store.grouped import GroupedStore
from mock_auth0.store.parts import Parts

_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    device_code: str
    expires_at: datetime


@dataclass(slots=True, eq=False)
class Devices(Parts):
    """Ten thousand at most; the oldest goes when one more comes."""

    _by_device_code: GroupedStore[str, DeviceAuthorization] = field(
        init=False, default_factory=lambda: GroupedStore(group_of=lambda _: None, size=_MOST)
    )
    _by_user_code: GroupedStore[str, _Typed] = field(
        init=False, default_factory=lambda: GroupedStore(group_of=lambda _: None, size=_MOST)
    )

    def put(self, device_code: str, device: DeviceAuthorization, now: datetime) -> None:
        """Keep a new one."""
        self._by_device_code.put(device_code, device, now)
        typed = _Typed(device_code=device_code, expires_at=device.ends_at)
        self._by_user_code.put(normalized(device.user_code), typed, now)

    def get(self, device_code: str, now: datetime) -> DeviceAuthorization | None:
        """The device of this code; for a while also one that has ended."""
        return self._by_device_code.get(device_code, now)

    def typed(self, user_code: str, now: datetime) -> str | None:
        """The device code of what a user typed, in any case and with any separators."""
        found = self._by_user_code.get(normalized(user_code), now)
        return found.device_code if found else None

    def replace(self, device_code: str, device: DeviceAuthorization) -> None:
        """Note how far it has come."""
        self._by_device_code.replace(device_code, device)

    def discard(self, device_code: str, device: DeviceAuthorization) -> None:
        """Forget it: it has its tokens, or knows that it gets none."""
        self._by_device_code.discard(device_code)
        self._by_user_code.discard(normalized(device.user_code))

    def __len__(self) -> int:
        return len(self._by_device_code)


def normalized(user_code: str) -> str:
    """What counts of a user code.

    >>> normalized(" wdjb-mjht")
    'WDJBMJHT'
    """
    return "".join(user_code.upper().replace("-", "").split())
