"""The courier: attempts, back-off, and receivers that hold up nobody else."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from mock_auth0.delivery import Courier
from mock_auth0.model.logout_delivery import DeliveryStatus, LogoutDelivery
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of
from tests.builders import a_logout_delivery, a_tenant

NO_TIME = (0.0, 0.0)


def a_delivery(jti: str = "1", **changes: Any) -> LogoutDelivery:
    return a_logout_delivery(jti=jti, **changes)


class Receivers:
    """Answers by URL: a status, or what to raise, each once and the last for good."""

    def __init__(self, **answers: list[Any]) -> None:
        self.answers = answers
        self.bodies: list[tuple[str, bytes]] = []

    def __call__(self, url: str, form: bytes, timeout: float) -> int:
        assert timeout == 5.0
        self.bodies.append((url, form))
        answers = self.answers[url]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        status: int = answer
        return status


def a_world(
    send: Callable[[str, bytes, float], int], back_off: tuple[float, ...] = NO_TIME
) -> Tenant:
    tenant = a_tenant()
    tenant.logout_deliveries.deliver_by(Courier(tenant, send=send, back_off=back_off))
    return tenant


@pytest.mark.parametrize("status", [200, 201, 204])
def test_delivers(status: int) -> None:
    receivers = Receivers(a=[status])
    tenant = a_world(receivers)

    tenant.logout_deliveries.put(a_delivery(url="a"))

    done = tenant.logout_deliveries.wait_for(url="a")
    assert done == a_delivery(
        url="a", status=DeliveryStatus.DELIVERED, attempts=1, response_status=status
    )
    ((_, form),) = receivers.bodies
    name, _, token = form.decode().partition("=")
    assert (name, claims_of(token)["jti"]) == ("logout_token", "1")


def test_tries_again_until_it_is_taken() -> None:
    tenant = a_world(Receivers(a=[503, OSError("no route"), 200]))

    tenant.logout_deliveries.put(a_delivery(url="a"))

    assert tenant.logout_deliveries.wait_for(url="a") == a_delivery(
        url="a", status=DeliveryStatus.DELIVERED, attempts=3, response_status=200
    )


@pytest.mark.parametrize(
    ("answer", "attempts", "status", "error"),
    [
        (400, 1, 400, "the answer was 400"),
        (500, 3, 500, "the answer was 500"),
        (302, 3, 302, "the answer was 302"),
        (OSError("no route"), 3, None, "no route"),
        (TimeoutError(), 3, None, "TimeoutError"),
        (ValueError("no URL"), 3, None, "no URL"),
    ],
)
def test_gives_up(answer: object, attempts: int, status: int | None, error: str) -> None:
    receivers = Receivers(a=[answer])
    tenant = a_world(receivers)

    tenant.logout_deliveries.put(a_delivery(url="a"))

    assert tenant.logout_deliveries.wait_for(url="a") == a_delivery(
        url="a",
        status=DeliveryStatus.FAILED,
        attempts=attempts,
        response_status=status,
        error=error,
    )
    assert len(receivers.bodies) == attempts


def test_waits_before_it_tries_again() -> None:
    tenant = a_world(Receivers(a=[500, 200]), back_off=(0.2,))
    began = time.monotonic()

    tenant.logout_deliveries.put(a_delivery(url="a"))

    tenant.logout_deliveries.wait_for(url="a")
    assert time.monotonic() - began >= 0.2


def test_a_receiver_that_hangs_holds_up_nobody_else() -> None:
    release = threading.Event()
    most = 0
    hanging: list[str] = []

    def send(url: str, _form: bytes, _timeout: float) -> int:
        nonlocal most
        if url == "hangs":
            hanging.append(url)
            most = max(most, len(hanging))
            release.wait(10)
            hanging.pop()
        return 200

    tenant = a_world(send)
    for number in range(20):
        tenant.logout_deliveries.put(a_delivery(f"hangs {number}", url="hangs"))
    tenant.logout_deliveries.put(a_delivery("live", url="live", client_id="live"))

    assert tenant.logout_deliveries.wait_for(client_id="live").status is DeliveryStatus.DELIVERED
    deadline = time.monotonic() + 5
    while most < 4 and time.monotonic() < deadline:  # the last of them may begin after it
        time.sleep(0.005)
    release.set()
    for number in range(20):
        jti = f"hangs {number}"
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            (found,) = (each for each in tenant.logout_deliveries if each.jti == jti)
            if found.status is DeliveryStatus.DELIVERED:
                break
            time.sleep(0.005)
        else:
            pytest.fail(f"{jti} was never delivered")
    assert most == 4


def test_delivers_hundreds() -> None:
    tenant = a_world(lambda *_: 204)

    for number in range(300):
        tenant.logout_deliveries.put(
            a_delivery(str(number), url=f"receiver {number % 7}", sid=f"sid {number}")
        )

    for number in range(300):
        tenant.logout_deliveries.wait_for(sid=f"sid {number}")


def test_attempts_nothing_more_once_it_is_stopped() -> None:
    receivers = Receivers(a=[500])
    tenant = a_world(receivers, back_off=(0.1,))
    tenant.logout_deliveries.put(a_delivery(url="a"))
    while not receivers.bodies:
        time.sleep(0.001)

    tenant.logout_deliveries.stop()
    time.sleep(0.2)
    tenant.logout_deliveries.put(a_delivery("2", url="a"))

    assert len(receivers.bodies) == 1
    assert [each.status.value for each in tenant.logout_deliveries] == ["pending", "pending"]


def test_sends_nothing_that_a_reset_has_forgotten() -> None:
    receivers = Receivers(a=[500])
    tenant = a_world(receivers, back_off=(0.1,))
    tenant.logout_deliveries.put(a_delivery(url="a"))
    while not receivers.bodies:
        time.sleep(0.001)

    tenant.reset()
    time.sleep(0.2)

    assert len(receivers.bodies) == 1
    assert len(tenant.logout_deliveries) == 0


def test_begins_again_after_it_was_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mock_auth0.delivery._IDLE", 0.01)
    tenant = a_world(lambda *_: 200)
    tenant.logout_deliveries.put(a_delivery("1", sid="1"))
    tenant.logout_deliveries.wait_for(sid="1")
    time.sleep(0.1)

    tenant.logout_deliveries.put(a_delivery("2", sid="2"))

    assert tenant.logout_deliveries.wait_for(sid="2").attempts == 1
