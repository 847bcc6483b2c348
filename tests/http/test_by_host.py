"""A tenant for each host name: apart from each other, few, and none for what is no name."""

import asyncio
from functools import cache
from typing import Any

import pytest

from mock_auth0.app import Doorway, behind_proxies, by_host, create_app
from mock_auth0.http.by_host import ByHost
from mock_auth0.tenant.key_pool import KeyPool
from mock_auth0.tenant.keys import SigningKey
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.worlds import MOST, Worlds
from tests.http import worlds
from tests.http.browser import Browser, exchange


@cache
def four_keys() -> list[SigningKey]:
    return [SigningKey.generate() for _ in range(4)]


class FewKeys(KeyPool):
    """Those of this module, round and round: to make them takes longer than all tests."""

    def __init__(self) -> None:
        keys = iter(four_keys() * MOST)
        super().__init__(lambda: next(keys))

    def fill(self) -> None:
        """They are there."""


def an_app(*patterns: str, **policy: Any) -> ByHost:
    main = worlds.a_tenant(**policy)
    app = by_host(create_app(main), Worlds(main, patterns or ("*.localhost",), keys=FewKeys()))
    assert isinstance(app, ByHost)
    return app


def at(app: Any, host: str) -> Browser:
    return Browser(app, f"http://{host}")


def issuer(browser: Browser) -> str:
    document: dict[str, str] = browser.get("/.well-known/openid-configuration").json
    return document["issuer"]


def names(browser: Browser) -> list[str]:
    return [each["name"] for each in browser.get("/_mock/worlds").json]


def test_nothing_stands_before_the_application_where_there_is_one_world() -> None:
    app = create_app(worlds.a_tenant())
    assert by_host(app, None) is app


def test_each_has_an_issuer_and_keys_of_its_own() -> None:
    app = an_app()
    browsers = [at(app, host) for host in ("localhost:1000", "w1.localhost:1000", "w2.localhost")]
    assert [issuer(each) for each in browsers] == [
        "http://localhost:1000/", "http://w1.localhost:1000/", "http://w2.localhost/",
    ]  # fmt: skip
    documents = [each.get("/.well-known/jwks.json").json["keys"] for each in browsers]
    assert len({key["kid"] for keys in documents for key in keys}) == 6


def test_a_fixed_issuer_is_the_main_ones() -> None:
    app = an_app(issuer="https://tenant.example/")
    assert issuer(at(app, "localhost")) == "https://tenant.example/"
    assert issuer(at(app, "w1.localhost")) == "http://w1.localhost/"


def test_sessions_are_apart_even_for_a_browser_that_mixes_cookies() -> None:
    app = an_app()
    one = at(app, "w1.localhost")
    worlds.log_in(one)
    two = Browser(app, "http://w2.localhost", cookies=dict(one.cookies))
    assert worlds.is_logged_in(one)
    assert not worlds.is_logged_in(two)


def test_a_code_is_good_in_its_own_world_alone() -> None:
    app = an_app()
    one, two, main = at(app, "w1.localhost"), at(app, "w2.localhost"), at(app, "localhost")
    form = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": worlds.log_in(one),
        "code_verifier": worlds.VERIFIER,
        "redirect_uri": "https://app.example/cb",
    }
    for foreign in (two, main):
        refused = foreign.post("/oauth/token", form)
        assert (refused.status, refused.json) == (
            403,
            {"error": "invalid_grant", "error_description": "Invalid authorization code"},
        )
    tokens = one.post("/oauth/token", form)
    assert tokens.status == 200
    bearer = {"authorization": f"Bearer {tokens.json['access_token']}"}
    statuses = [each.get("/userinfo", headers=bearer).status for each in (one, two, main)]
    assert statuses == [200, 401, 401]


def test_users_the_clock_and_a_reset_are_of_one_world() -> None:
    app = an_app()
    one, two = at(app, "w1.localhost"), at(app, "w2.localhost")
    for each in (one, two):
        each.post("/_mock/users", json={"email": "new@example.com", "password": "Abc-12345!"})
        each.post("/_mock/clock/freeze", json={"at": "2030-01-01T00:00:00Z"})
    one.post("/_mock/reset", json={})

    def counts(browser: Browser) -> dict[str, int]:
        taken: dict[str, Any] = browser.post("/_mock/snapshots", json={"name": "x"}).json
        return {"users": taken["counts"]["users"], "frozen": taken["taken_at"].startswith("2030")}

    assert [counts(each) for each in (one, two)] == [
        {"users": 2, "frozen": False},
        {"users": 3, "frozen": True},
    ]


def test_the_case_of_a_host_and_its_port_do_not_matter() -> None:
    app = an_app()
    for host in ("w1.localhost", "W1.LocalHost:1000", "w1.localhost.", "w1.localhost:7"):
        assert at(app, host).get("/_mock/health").status == 200
    assert names(at(app, "localhost")) == ["w1"]


def test_lists_and_deletes_worlds() -> None:
    app = an_app()
    main, one = at(app, "localhost"), at(app, "w1.localhost")
    at(app, "w2.localhost").get("/_mock/health")
    worlds.log_in(one)
    keys = one.get("/.well-known/jwks.json").body
    listed = main.get("/_mock/worlds").json
    made_at = [each.pop("made_at") for each in listed]
    assert all(made_at)
    assert listed == [
        {"name": "w2", "host": "w2.localhost", "users": 2, "sessions": 0},
        {"name": "w1", "host": "w1.localhost", "users": 2, "sessions": 1},
    ]

    assert main.ask("DELETE", "/_mock/worlds/w1").status == 204
    assert names(main) == ["w2"]
    assert not worlds.is_logged_in(one)
    assert one.get("/.well-known/jwks.json").body == keys
    assert names(main) == ["w2", "w1"]

    gone = main.ask("DELETE", "/_mock/worlds/w9")
    assert (gone.status, gone.json["error_description"]) == (
        404,
        "no world is called 'w9'; there are: w2, w1",
    )
    deleted = main.ask("DELETE", "/_mock/worlds")
    assert (deleted.status, deleted.json) == (200, 2)
    assert names(main) == []


def test_says_how_to_have_worlds() -> None:
    refused = worlds.a_browser().get("/_mock/worlds")
    assert (refused.status, refused.json) == (
        400,
        {
            "error": "invalid_request",
            "error_description": "there is one world alone: start with --worlds by_host",
        },
    )


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "127.0.0.1:1000", "[::1]", "other.test", "a.b.localhost", "*.localhost", "",
        ".localhost", "w1.localhost/x", "w 1.localhost", "w1.localhost:99999999", "ö.localhost",
        "w1.localhost\x00", "x" * 5000 + ".test",
    ],
)  # fmt: skip
def test_any_other_host_is_the_main_one(host: str) -> None:
    app = an_app()
    main = at(app, "localhost")
    assert main.get("/_mock/health", headers={"host": host}).status == 200
    assert names(main) == []


@pytest.mark.parametrize("name", ["x" * 64, "-x", "x" * 5000])
def test_refuses_a_name_that_is_none(name: str) -> None:
    app = an_app()
    refused = at(app, f"{name}.localhost").get("/authorize")
    assert refused.status == 400
    assert refused.json == {
        "error": "invalid_request",
        "error_description": f"no world can be called {name[:100]!r}: 1 to 63 of a-z, 0-9, - and _",
    }
    assert names(at(app, "localhost")) == []


def test_hostile_hosts_make_no_more_than_there_may_be() -> None:
    app = an_app()
    for number in range(MOST):
        assert at(app, f"w{number}.localhost").get("/_mock/health").status == 200
    for number in range(MOST, MOST + 50):
        refused = at(app, f"w{number}.localhost").get("/_mock/health")
    assert refused.status == 503
    assert refused.json == {
        "error": "temporarily_unavailable",
        "error_description": f"there are {MOST} worlds; delete some: DELETE /_mock/worlds/NAME,"
        " or all: DELETE /_mock/worlds",
    }
    for port in range(1100):
        assert at(app, f"w0.localhost:{port}").get("/_mock/health").status == 200
    assert len(app._known) <= 1024
    assert len(app._making) == 0
    assert len(names(at(app, "localhost"))) == MOST


def test_requests_that_come_together_make_one_world() -> None:
    app = an_app()
    scope: dict[str, Any] = {
        "type": "http", "method": "GET", "scheme": "http", "path": "/_mock/health",
        "query_string": b"", "root_path": "", "client": ("127.0.0.1", 5), "server": None,
        "headers": [(b"host", b"w1.localhost")],
    }  # fmt: skip

    async def all_at_once() -> list[int]:
        answers = await asyncio.gather(*(exchange(app, dict(scope)) for _ in range(16)))
        return [each.status for each in answers]

    assert asyncio.run(all_at_once()) == [200] * 16
    assert names(at(app, "localhost")) == ["w1"]


def test_a_forwarded_host_counts_where_its_proxy_is_trusted() -> None:
    app = an_app()
    forwarded = {"x-forwarded-host": "w1.localhost"}
    for proxies in ((), ("10.0.0.0/8",)):
        at(behind_proxies(app, proxies), "localhost").get("/_mock/health", headers=forwarded)
        assert names(at(app, "localhost")) == []
    at(behind_proxies(app, ("127.0.0.1",)), "localhost").get("/_mock/health", headers=forwarded)
    assert names(at(app, "localhost")) == ["w1"]


def test_a_process_that_has_just_started_knows_worlds() -> None:
    main = worlds.a_tenant()
    app = by_host(Doorway(main), Worlds(main, ("*.localhost",), keys=FewKeys()))
    one = at(app, "w1.localhost")
    assert issuer(one) == "http://w1.localhost/"
    kids = {key["kid"] for key in one.get("/.well-known/jwks.json").json["keys"]}
    assert kids == {key.kid for key in four_keys()[:2]}


def test_relaxations_are_those_of_the_main_one() -> None:
    main = worlds.a_tenant(strict=False, any_client=True)
    app = by_host(create_app(main), Worlds(main, ("*.localhost",), keys=FewKeys()))
    at(app, "w1.localhost").get("/_mock/health")
    assert isinstance(app, ByHost)
    world = app._worlds.get("w1")
    assert world is not None
    assert world.policy == main.policy == Policy(any_client=True)
