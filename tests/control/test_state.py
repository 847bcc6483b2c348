"""Snapshots, differences and files, as a test asks for them."""

import json
import timeit
from datetime import UTC, datetime
from typing import Any

import pytest

from mock_auth0 import MockAuth0
from mock_auth0.control.difference import Difference
from mock_auth0.settings import Settings
from mock_auth0.tenant.tenant import Tenant
from tests.builders import NOON
from tests.http import worlds
from tests.http.browser import Browser


@pytest.fixture
def auth0() -> MockAuth0:
    """Not started: its verbs run in this thread."""
    return MockAuth0()


@pytest.fixture
def ada() -> Browser:
    return worlds.a_browser()


def emails(auth0: MockAuth0) -> list[str | None]:
    return [user.email for user in auth0.users]


def test_restores_as_often_as_one_likes(auth0: MockAuth0) -> None:
    auth0.add_user(email="seeded@example.com", password="Abc-12345!")
    auth0.snapshot("seeded")
    before = emails(auth0)

    for _ in range(2):
        auth0.add_user(email="new@example.com", password="Abc-12345!")
        auth0.remove_user("ada@example.com")
        auth0.log_in("seeded@example.com")
        auth0.restore("seeded")
        assert emails(auth0) == before
        assert auth0.sessions.list() == []


def test_a_session_and_a_refresh_token_live_again() -> None:
    ada = worlds.a_browser()
    tenant = ada.app.tenant
    tokens = _tokens(ada)
    ada.post("/_mock/snapshots", json={"name": "logged in"})

    refreshed = _refresh(ada, tokens["refresh_token"])
    assert refreshed.status == 200
    ada.get("/v2/logout")
    tenant.reset()
    assert not worlds.is_logged_in(ada)
    assert _refresh(ada, tokens["refresh_token"]).status == 403

    assert ada.post("/_mock/restore", json={"name": "logged in"}).status == 204
    assert _refresh(ada, tokens["refresh_token"]).status == 200


def _tokens(browser: Browser) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": worlds.log_in(browser, scope="openid offline_access"),
        "code_verifier": worlds.VERIFIER,
        "redirect_uri": "https://app.example/cb",
    }
    answer: dict[str, Any] = browser.post("/oauth/token", form).json
    return answer


def _refresh(browser: Browser, token: str) -> Any:
    form = {"grant_type": "refresh_token", "client_id": "spa", "refresh_token": token}
    return browser.post("/oauth/token", form)


def test_time_goes_back_to_where_it_was(auth0: MockAuth0) -> None:
    auth0.clock.freeze(NOON)
    auth0.snapshot("noon")
    auth0.clock.advance(days=3)
    auth0.restore("noon")
    assert auth0.clock.now() == NOON


def test_a_reset_keeps_snapshots(auth0: MockAuth0) -> None:
    auth0.add_user(email="seeded@example.com", password="Abc-12345!")
    auth0.snapshot("seeded")
    auth0.reset()
    assert "seeded@example.com" not in emails(auth0)
    auth0.restore("seeded")
    assert "seeded@example.com" in emails(auth0)


def test_the_list_has_time_and_counts(ada: Browser) -> None:
    taken = ada.post("/_mock/snapshots", json={"name": "one"})
    assert taken.status == 200
    assert taken.json == {
        "name": "one",
        "taken_at": "2025-06-02T12:00:00.000Z",
        "counts": {
            "users": 2,
            "clients": 2,
            "resource_servers": 1,
            "client_grants": 1,
            "connections": 1,
        },
    }
    assert ada.get("/_mock/snapshots").json == [taken.json]
    assert ada.ask("DELETE", "/_mock/snapshots/one").status == 204
    assert ada.get("/_mock/snapshots").json == []


@pytest.mark.parametrize(
    ("method", "target", "body"),
    [
        ("POST", "/_mock/restore", {"name": "none"}),
        ("DELETE", "/_mock/snapshots/none", None),
        ("GET", "/_mock/diff?a=none", None),
        ("GET", "/_mock/diff?b=none", None),
    ],
)
def test_says_which_snapshots_there_are(
    ada: Browser, method: str, target: str, body: dict[str, str] | None
) -> None:
    ada.post("/_mock/snapshots", json={"name": "seeded"})
    sent = b"" if body is None else json.dumps(body).encode()
    refused = ada.ask(method, target, headers={"content-type": "application/json"}, body=sent)
    assert refused.status == 404
    assert refused.json == {
        "error": "not_found",
        "error_description": "no snapshot is called 'none'; there are: seeded",
    }


def test_refuses_a_name_that_is_none(ada: Browser) -> None:
    refused = ada.post("/_mock/snapshots", json={"name": "x" * 101})
    assert refused.status == 400
    assert refused.json == {
        "error": "invalid_request",
        "error_description": "the name of a snapshot has 1 to 100 printable letters",
    }


def test_diff_goes_from_the_start_or_a_snapshot_to_now_or_a_snapshot(auth0: MockAuth0) -> None:
    auth0.add_user(email="one@example.com", password="Abc-12345!")
    auth0.snapshot("one")
    auth0.add_user(email="two@example.com", password="Abc-12345!")

    def added(found: Difference | str) -> list[str]:
        assert isinstance(found, Difference)
        return [each.value["email"] for each in found.parts["users"].added]

    assert added(auth0.diff()) == ["one@example.com", "two@example.com"]
    assert added(auth0.diff("one")) == ["two@example.com"]
    assert added(auth0.diff(b="one")) == ["one@example.com"]
    assert not auth0.diff("one", "one")
    text = auth0.diff("one", as_text=True)
    assert isinstance(text, str)
    assert text.startswith("users\n  + auth0|")


def test_a_file_seeds_another_server(auth0: MockAuth0, ada: Browser) -> None:
    auth0.add_user(email="seeded@example.com", password="Abc-12345!")
    auth0.clock.freeze(NOON)
    tokens = auth0.log_in("seeded@example.com", scope="openid offline_access")
    document = json.loads(json.dumps(auth0.export_state()))

    answer = ada.post("/_mock/state", json={"state": document})
    assert (answer.status, answer.body) == (204, b"")
    form = {
        "grant_type": "refresh_token",
        "client_id": auth0.client.client_id,
        "refresh_token": tokens.refresh_token or "",
    }
    assert ada.post("/oauth/token", form).status == 200
    again = ada.get("/_mock/state").json
    assert [user["email"] for user in again["state"]["users"]][-1] == "seeded@example.com"


def test_refuses_a_file_in_words(ada: Browser) -> None:
    refused = ada.post("/_mock/state", json={"state": {"format": 1, "state": {"user": []}}})
    assert refused.status == 400
    assert refused.json == {
        "error": "invalid_request",
        "error_description": 'state: unknown member "user"; did you mean users?',
    }


def test_takes_a_file_of_megabytes_and_no_more(ada: Browser) -> None:
    padding = " " * (2 * 1024 * 1024)
    body = b'{"state": {"format": 1}' + padding.encode() + b"}"
    assert ada.post("/_mock/state", body=body, content_type="application/json").status == 204
    too_large = b" " * (16 * 1024 * 1024 + 1)
    assert ada.post("/_mock/state", body=too_large, content_type="application/json").status == 413


@pytest.mark.parametrize(
    ("verb", "at_most"),
    [("reset", 0.0001), ("image", 0.001), ("restore", 0.001)],
)
def test_is_fast(verb: str, at_most: float) -> None:
    tenant = Tenant(Settings.resolve({}, {})[1])
    image = tenant.image()
    run = {"reset": tenant.reset, "image": tenant.image, "restore": lambda: tenant.restore(image)}
    best = min(timeit.repeat(run[verb], number=20, repeat=20)) / 20
    assert best < at_most


def test_taken_at_is_of_the_tenants_clock(auth0: MockAuth0) -> None:
    auth0.clock.freeze(datetime(2030, 1, 1, tzinfo=UTC))
    assert auth0.snapshot("later").taken_at == datetime(2030, 1, 1, tzinfo=UTC)


def test_tells_over_http_of_whatever_a_tenant_keeps() -> None:
    tenant = worlds.a_tenant()
    browser = worlds.a_browser(tenant)
    browser.post("/_mock/snapshots", json={"name": "before"})
    pushed = {**worlds.asked(client_id="web", redirect_uri="https://web.example/cb?from=auth0")}
    assert browser.post("/oauth/par", {**pushed, "client_secret": "s3cr:t %"}).status == 201

    answer = browser.get("/_mock/diff?a=before")

    assert answer.status == 200
    assert b"pushed_requests" in answer.body
