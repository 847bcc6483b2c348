"""The devices that wait: found by both of their codes, and never too many."""

from dataclasses import replace
from typing import Any

from mock_auth0.model.device_authorization import DeviceAuthorization
from mock_auth0.tenant.devices import Devices
from tests.builders import MINUTE, NOON


def a_device(**changes: Any) -> DeviceAuthorization:
    return DeviceAuthorization(
        **{
            "client_id": "tv",
            "user_code": "WDJB-MJHT",
            "scope": ("openid",),
            "audience": None,
            "ends_at": NOON + 15 * MINUTE,
            "expires_at": NOON + 30 * MINUTE,
            **changes,
        }
    )


def test_are_found_by_both_codes() -> None:
    devices = Devices()
    devices.put("secret", a_device(), NOON)

    assert devices.typed(" wdjbmjht ", NOON) == "secret"
    assert devices.get("secret", NOON) == a_device()


def test_can_be_typed_until_they_end_and_asked_for_longer() -> None:
    devices = Devices()
    devices.put("secret", a_device(), NOON)

    assert devices.typed("WDJB-MJHT", NOON + 15 * MINUTE) is None
    assert devices.get("secret", NOON + 15 * MINUTE) == a_device()
    assert devices.get("secret", NOON + 30 * MINUTE) is None


def test_are_replaced_and_forgotten() -> None:
    devices = Devices()
    devices.put("secret", a_device(), NOON)
    changed = replace(a_device(), polled_at=NOON)
    devices.replace("secret", changed)
    assert devices.get("secret", NOON) == changed

    devices.discard("secret", changed)
    assert (devices.get("secret", NOON), devices.typed("WDJB-MJHT", NOON)) == (None, None)


def test_leave_nothing_behind() -> None:
    devices = Devices()
    for number in range(10_050):
        devices.put(str(number), a_device(user_code=f"{number:08}"), NOON)
    assert len(devices) == 10_000
    assert (devices.get("0", NOON), devices.typed("00000000", NOON)) == (None, None)

    devices.sweep(NOON + 30 * MINUTE)
    assert len(devices) == 0
    devices.put("secret", a_device(), NOON)
    devices.restore(Devices().image())
    assert devices.typed("WDJB-MJHT", NOON) is None
