"""Recipes: what happens after a login."""

from datetime import UTC, datetime

import httpx
import pytest

from tests.recipes.application import RefusedError


def test_time_stands_still(auth0, site):
    auth0.clock.freeze(datetime(2030, 1, 1, tzinfo=UTC))
    auth0.next_login("ada@example.com")
    assert site.log_in()["iat"] == datetime(2030, 1, 1, tzinfo=UTC).timestamp()


def test_a_refresh_token_is_used_once(auth0, site):
    auth0.next_login("ada@example.com")
    site.log_in()
    site.refresh()
    auth0.requests.assert_called(grant_type="refresh_token", times=1)
    auth0.requests.assert_no_unexpected()


def test_a_refresh_token_that_was_stolen(auth0):
    tokens = auth0.log_in("ada@example.com", client="demo-spa")
    form = {
        "grant_type": "refresh_token",
        "client_id": "demo-spa",
        "refresh_token": tokens.refresh_token,
    }
    thief = httpx.post(f"{auth0.url}/oauth/token", data=form)
    auth0.clock.advance(minutes=1)
    owner = httpx.post(f"{auth0.url}/oauth/token", data=form)
    assert (thief.status_code, owner.status_code) == (200, 403)


def test_the_user_is_blocked_meanwhile(auth0, site):
    auth0.next_login("ada@example.com")
    site.log_in()
    auth0.block("ada@example.com")
    with pytest.raises(RefusedError, match="user is blocked"):
        site.refresh()


def test_the_session_ends_after_a_week(auth0, page, site):
    session = auth0.session("ada@example.com")
    page.context.add_cookies(session.storage_state["cookies"])
    page.goto(site.login_url(prompt="none"))
    assert site.callback(page.url)["sub"] == "auth0|ada"
    auth0.clock.advance(days=8)
    page.goto(site.login_url(prompt="none"))
    with pytest.raises(RefusedError, match="Login required"):
        site.callback(page.url)


def test_a_back_channel_logout_reaches_the_application(auth0, receiver):
    auth0.add_client(
        name="Shop",
        client_id="shop",
        app_type="spa",
        callbacks=["http://localhost:3000/callback"],
        oidc_logout={"backchannel_logout_urls": [receiver.url]},
    )
    auth0.log_in("ada@example.com", client="shop")
    auth0.log_out("ada@example.com")
    assert auth0.logout_deliveries.wait_for(client_id="shop").status == "delivered"
    assert "logout_token" in receiver.forms[0]


def test_what_did_my_code_ask_for(auth0, service):
    service.token()
    asked = auth0.requests[-1]
    assert (asked.client, asked.grant_type) == ("demo-service", "client_credentials")
    assert asked.fields["audience"] == "https://api.example.com/"


def test_nothing_was_refused(auth0, service, site):
    service.token()
    auth0.next_login("ada@example.com")
    site.log_in()
    auth0.requests.assert_no_unexpected()


def test_a_failed_login_is_in_the_logs(auth0, page, site):
    page.goto(site.login_url())
    page.get_by_label("Email address").fill("ada@example.com")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Continue", exact=True).click()
    assert auth0.logs.wait_for(type="fp").user_name == "ada@example.com"


def test_back_to_how_it_was(auth0):
    auth0.add_user(email="grace@example.com", password="Hopper-1906")
    auth0.snapshot("seeded")
    auth0.remove_user("grace@example.com")
    auth0.clock.advance(days=30)
    auth0.restore("seeded")
    assert auth0.token("grace@example.com")


@pytest.mark.auth0(worlds="by_host")
def test_workers_beside_each_other(auth0):
    with auth0.world("w1") as first, auth0.world("w2") as second:
        first.block("ada@example.com")
        assert second.log_in("ada@example.com").access_token
        assert first.issuer != second.issuer
