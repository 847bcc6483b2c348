from datetime import UTC, datetime, timedelta

import pytest
from api import app


def test_keeps_orders_for_each_user(auth0):
    auth0.add_user(email="bob@example.com", password="bob")
    ada = auth0.app_client(app, "ada@example.com")
    bob = auth0.app_client(app, "bob@example.com")
    assert ada.post("/orders/book").status_code == 201
    assert (ada.get("/orders").json(), bob.get("/orders").json()) == (["book"], [])


def test_wants_the_scope(auth0):
    reader = auth0.app_client(app, "ada@example.com", scope="read:orders")
    assert reader.post("/orders/book").status_code == 403


@pytest.mark.parametrize("broken", ["expired", "wrong_key", "wrong_audience", "wrong_issuer"])
def test_refuses_a_broken_token(auth0, broken):
    client = auth0.app_client(app, "ada@example.com", broken=broken)
    assert client.get("/orders").status_code == 401


def test_refuses_a_token_of_the_day_before_yesterday(auth0):
    auth0.clock.travel(datetime.now(UTC) - timedelta(days=2))
    client = auth0.app_client(app, "ada@example.com")
    assert client.get("/orders").status_code == 401


def test_takes_the_next_key(auth0):
    auth0.keys.rotate()
    assert auth0.app_client(app, "ada@example.com").get("/orders").status_code == 200


def test_asks_again_when_auth0_is_busy(auth0):
    auth0.faults.add(path="/userinfo", times=2, status=429, headers={"Retry-After": "0"})
    client = auth0.app_client(app, "ada@example.com", scope="openid email")
    assert client.get("/receipt").json()["email"] == "ada@example.com"
    auth0.requests.assert_called(path="/userinfo", times=3)


def test_gives_up_when_auth0_is_down(auth0):
    auth0.faults.add(path="/userinfo", error="server_error")
    assert auth0.app_client(app, "ada@example.com").get("/receipt").status_code == 502
