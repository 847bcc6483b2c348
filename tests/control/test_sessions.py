"""Sessions without a login: what a browser is given, and what the tenant knows of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mock_auth0.control.sessions import BrowserCookie, LiveSession, end, live, log_out, session
from mock_auth0.control.world import UnknownNameError, World
from mock_auth0.model.logout_delivery import DeliveryStatus
from tests.answers import refused
from tests.builders import API, HOUR, NOON, an_api
from tests.http.worlds import ADA, ASKED, GRACE, SPA, a_browser, a_tenant, asked, log_in

ADDRESS = "http://localhost:1000/"


def a_world(issuer: str = ADDRESS, **seed: Any) -> World:
    return World(a_tenant(seed=seed), issuer)


class TestSession:
    def test_is_what_the_tenant_sets_over_http(self) -> None:
        world = a_world()
        browser = a_browser(world.tenant)
        log_in(browser)
        ((name, value),) = [each for each in browser.cookies.items() if each[0] != "did"]

        made = session(world, ADA)

        (cookie,) = made.cookies
        assert cookie == BrowserCookie(
            name="auth0",
            value=cookie.value,
            domain="localhost",
            path="/",
            http_only=True,
            secure=False,
            same_site="Lax",
            max_age=timedelta(hours=168),
        )
        assert (name, len(value)) == (cookie.name, len(cookie.value))
        assert made.cookie_header == f"auth0={cookie.value}"
        assert made.storage_state == {
            "cookies": [
                {
                    "name": "auth0",
                    "value": cookie.value,
                    "domain": "localhost",
                    "path": "/",
                    "expires": -1,
                    "httpOnly": True,
                    "secure": False,
                    "sameSite": "Lax",
                }
            ],
            "origins": [],
        }
        assert (made.user_id, made.expires_at) == ("auth0|ada", NOON + 72 * HOUR)

    def test_is_what_the_tenant_sets_over_https(self) -> None:
        made = session(a_world("https://auth.example:8443/"), ADA)

        assert [(each.name, each.domain, each.secure, each.same_site) for each in made.cookies] == [
            ("auth0", "auth.example", True, "None"),
            ("auth0_compat", "auth.example", True, None),
        ]
        assert made.cookie_header == "; ".join(f"{each.name}={each.value}" for each in made.cookies)
        assert [(each["sameSite"], each["secure"]) for each in made.storage_state["cookies"]] == [
            ("None", True),
            ("Lax", True),
        ]

    def test_is_of_the_address_that_browsers_know(self) -> None:
        world = World(a_tenant(), "https://issuer.example/", "http://127.0.0.1:1000/")
        (cookie,) = session(world, ADA).cookies
        assert (cookie.domain, cookie.secure) == ("127.0.0.1", False)

    def test_ends_with_the_browser_where_the_tenant_wants_that(self) -> None:
        (cookie,) = session(a_world(persistent_session_cookie=False), ADA).cookies
        assert cookie.max_age is None

    @pytest.mark.parametrize("prompt", [None, "none"])
    def test_opens(self, prompt: str | None) -> None:
        world = a_world()
        browser = a_browser(world.tenant, address="http://localhost:1000")
        browser.sends = {"cookie": session(world, ADA).cookie_header}
        answer = browser.get("/authorize", **asked(prompt=prompt))
        assert answer.location.startswith("https://app.example/cb?code=")

    def test_opens_over_https(self) -> None:
        world = a_world("https://auth.example/")
        for part in session(world, ADA).cookie_header.split("; "):
            browser = a_browser(world.tenant, address="https://auth.example")
            browser.sends = {"cookie": part}
            answer = browser.get("/authorize", **ASKED)
            assert answer.location.startswith("https://app.example/cb?code=")

    def test_has_agreed_to_what_the_client_asks(self) -> None:
        api = an_api(skips_consent=False)
        world = a_world(resource_servers=(api,))
        asks = asked(prompt="none", audience=API, scope="openid read:notes")
        for client, error in ((None, "consent_required"), ("spa", None)):
            browser = a_browser(world.tenant)
            browser.sends = {"cookie": session(world, ADA, client=client).cookie_header}
            assert browser.get("/authorize", **asks).parameters.get("error") == error

    def test_is_not_for_who_is_blocked(self) -> None:
        world = a_world()
        with refused("unauthorized", "user is blocked", 403):
            session(world, GRACE)
        assert live(world) == []

    def test_is_not_for_nobody(self) -> None:
        with pytest.raises(UnknownNameError, match="no user is called 'x'"):
            session(a_world(), "x")
        with pytest.raises(UnknownNameError, match="no client is called 'x'"):
            session(a_world(), ADA, client="x")


class TestSessions:
    def test_are_listed(self) -> None:
        world = a_world(users=(ADA, replace(GRACE, blocked=False)))
        first = session(world, ADA)
        world.tenant.advance(HOUR)
        second = session(world, "grace@example.com")
        assert live(world) == [
            LiveSession(
                sid=first.sid,
                user_id="auth0|ada",
                authenticated_at=NOON,
                expires_at=NOON + 72 * HOUR,
                ends_at=NOON + 168 * HOUR,
            ),
            LiveSession(
                sid=second.sid,
                user_id="auth0|grace",
                authenticated_at=NOON + HOUR,
                expires_at=NOON + 73 * HOUR,
                ends_at=NOON + 169 * HOUR,
            ),
        ]
        assert [each.sid for each in live(world, user="grace@example.com")] == [second.sid]
        world.tenant.advance(72 * HOUR - timedelta(seconds=1))
        assert [each.sid for each in live(world)] == [second.sid]

    def test_end_one_by_one(self) -> None:
        world = a_world()
        first, second = session(world, ADA), session(world, ADA)
        end(world, first.sid)
        assert [each.sid for each in live(world)] == [second.sid]
        with pytest.raises(LookupError, match="it has ended"):
            end(world, first.sid)

    def test_end_all_together(self) -> None:
        world = a_world()
        for _ in range(3):
            session(world, ADA)
        log_out(world, ADA)
        assert live(world) == []

    def test_tell_the_clients_that_they_ended(self) -> None:
        client = replace(SPA, backchannel_logout_urls=("https://app.example/logout",))
        world = a_world(clients=(client,))
        world.tenant.logout_deliveries.stop()
        browser = a_browser(world.tenant)
        log_in(browser)
        (found,) = live(world)
        code = browser.get("/authorize", **ASKED).parameters["code"]
        browser.post(
            "/oauth/token",
            {
                "grant_type": "authorization_code",
                "client_id": "spa",
                "code": code,
                "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                "redirect_uri": "https://app.example/cb",
            },
        )
        world.tenant.logout_deliveries.stop()

        end(world, found.sid)

        (delivery,) = world.tenant.logout_deliveries
        assert (delivery.sid, delivery.status) == (found.sid, DeliveryStatus.PENDING)
