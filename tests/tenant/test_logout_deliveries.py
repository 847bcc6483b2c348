"""The ring of deliveries."""

import threading
from typing import Any

import pytest

from mock_auth0.model.logout_delivery import DeliveryStatus, LogoutDelivery
from mock_auth0.tenant.logout_deliveries import LogoutDeliveries
from tests.builders import a_logout_delivery


class FakeCourier:
    """Remembers what it was given."""

    def __init__(self) -> None:
        self.accepted: list[str] = []
        self.is_stopped = False

    def accept(self, delivery: LogoutDelivery) -> None:
        self.accepted.append(delivery.jti)

    def stop(self) -> None:
        self.is_stopped = True


def a_delivery(jti: str = "1", **changes: Any) -> LogoutDelivery:
    return a_logout_delivery(jti=jti, **changes)


def test_hand_each_to_the_courier() -> None:
    deliveries, courier = LogoutDeliveries(), FakeCourier()
    deliveries.put(a_delivery("nobody delivers yet"))
    deliveries.deliver_by(courier)

    deliveries.put(a_delivery("1"))
    deliveries.stop()
    deliveries.put(a_delivery("2"))

    assert (courier.accepted, courier.is_stopped) == (["1"], True)
    assert [each.jti for each in deliveries] == ["nobody delivers yet", "1", "2"]


def test_hold_the_last_thousand() -> None:
    deliveries = LogoutDeliveries()

    for number in range(1003):
        deliveries.put(a_delivery(str(number)))

    assert len(deliveries) == 1000
    assert "2" not in deliveries
    assert "3" in deliveries
    assert deliveries.change("2", attempts=1) is None


def test_say_how_far_one_has_come() -> None:
    deliveries = LogoutDeliveries()
    deliveries.put(a_delivery())

    deliveries.change("1", attempts=2, error="no")

    assert list(deliveries) == [a_delivery(attempts=2, error="no")]


def test_wait_until_one_has_come_to_its_end() -> None:
    deliveries = LogoutDeliveries()
    deliveries.put(a_delivery("1"))
    deliveries.put(a_delivery("2", client_id="other", status=DeliveryStatus.FAILED))
    deliver = threading.Timer(0.05, lambda: deliveries.change("1", status=DeliveryStatus.DELIVERED))
    deliver.start()

    assert deliveries.wait_for(client_id="web").jti == "1"
    assert (
        deliveries.wait_for(sid="the-sid", url="https://app.example/backchannel-logout").jti == "1"
    )
    assert deliveries.wait_for(client_id="other", timeout=0).status is DeliveryStatus.FAILED
    deliver.join()


def test_say_what_there_is_instead() -> None:
    deliveries = LogoutDeliveries()
    deliveries.put(a_delivery())

    with pytest.raises(
        TimeoutError,
        match=r"no such delivery in 0\.01 seconds; there are: https://app\S+ \(pending\)$",
    ):
        deliveries.wait_for(timeout=0.01)


def test_forget_all() -> None:
    deliveries = LogoutDeliveries()
    deliveries.put(a_delivery())

    deliveries.clear()

    assert (len(deliveries), list(deliveries), deliveries.change("1")) == (0, [], None)
