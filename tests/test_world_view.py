"""Worlds of a server that runs, as Python has them: one for each of several workers."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from mock_auth0 import MockAuth0
from mock_auth0.world_view import WorldView


@pytest.fixture(scope="module")
def server() -> Iterator[MockAuth0]:
    with MockAuth0(worlds="by_host") as server:
        yield server


@pytest.fixture
def auth0(server: MockAuth0) -> Iterator[MockAuth0]:
    yield server
    server.worlds.delete_all()
    server.reset()


def ask(url: str, path: str, **headers: str) -> tuple[int, Any]:
    """Ask the host of this URL, which not every resolver knows."""
    parts = urlsplit(url)
    connection = HTTPConnection("127.0.0.1", parts.port or 80)
    try:
        connection.request("GET", path, headers={"host": parts.netloc, **headers})
        answer = connection.getresponse()
        body = answer.read()
        return answer.status, json.loads(body) if body.startswith(b"{") else body
    finally:
        connection.close()


def userinfo(url: str, token: str) -> tuple[int, Any]:
    return ask(url, "/userinfo", authorization=f"Bearer {token}")


def test_has_an_address_of_its_own(auth0: MockAuth0) -> None:
    world = auth0.world("w1")
    port = auth0.url.rpartition(":")[2]
    assert world.url == f"http://w1.localhost:{port}"
    assert world.issuer == f"http://w1.localhost:{port}/"
    assert world.domain == f"w1.localhost:{port}"
    assert world.https_url is None
    _, document = ask(world.url, "/.well-known/openid-configuration")
    assert document["issuer"] == world.issuer


def test_is_the_one_that_its_host_leads_to(auth0: MockAuth0) -> None:
    world = auth0.world("w1")
    world.add_user(email="new@example.com", password="Abc-12345!")
    token = world.log_in("new@example.com").access_token
    status, profile = userinfo(world.url, token)
    assert (status, profile["email"]) == (200, "new@example.com")
    assert [each.email for each in auth0.world("w1").users][-1] == "new@example.com"
    assert "new@example.com" not in [each.email for each in auth0.users]
    assert userinfo(auth0.url, token)[0] == 401
    assert userinfo(auth0.world("w2").url, token)[0] == 401


def test_resets_and_travels_alone(auth0: MockAuth0) -> None:
    one, two = auth0.world("w1"), auth0.world("w2")
    for each in (one, two, auth0):
        each.add_user(email="new@example.com", password="Abc-12345!")
    one.reset()
    two.clock.advance(days=3)
    assert [len(each.users) for each in (one, two, auth0)] == [4, 5, 5]
    assert (two.clock.now() - one.clock.now()).days in {2, 3}


def test_a_block_deletes_it_at_its_end(auth0: MockAuth0) -> None:
    with auth0.world("w1") as world:
        assert [each.name for each in auth0.worlds.list()] == ["w1"]
    assert auth0.worlds.list() == []
    with pytest.raises(LookupError, match="the world 'w1' was deleted"):
        world.users  # noqa: B018 - it raises
    world.delete()


def test_workers_log_in_at_the_same_time(auth0: MockAuth0) -> None:
    def work(name: str) -> tuple[WorldView, set[str]]:
        world = auth0.world(name)
        subjects = set()
        for number in range(10):
            user = world.add_user(email=f"{number}@{name}.test", password="Abc-12345!")
            status, profile = userinfo(world.url, world.log_in(user).access_token)
            assert (status, profile["email"]) == (200, f"{number}@{name}.test")
            subjects.add(profile["sub"])
        return world, subjects

    with ThreadPoolExecutor(3) as workers:
        done = [*workers.map(work, ("w1", "w2", "w3"))]

    for world, subjects in done:
        assert {session.user_id for session in world.sessions.list()} == subjects
        assert len(world.users) == 14
    assert len(set.union(*(subjects for _, subjects in done))) == 30
    assert auth0.sessions.list() == []


def test_says_how_to_have_worlds() -> None:
    with pytest.raises(RuntimeError, match=r'MockAuth0\(worlds="by_host"\)'):
        MockAuth0().world("w1")


def test_refuses_what_is_no_name(auth0: MockAuth0) -> None:
    with pytest.raises(ValueError, match="no world can be called 'W 1'"):
        auth0.world("W 1")


def test_has_certificates_for_its_names(tmp_path: Any) -> None:
    options: dict[str, Any] = {"worlds": "*.auth0.test, by_host", "https_port": 0, "ca": tmp_path}
    with MockAuth0(**options) as auth0:
        world = auth0.world("w1")
        assert auth0.https_url is not None
        assert world.https_url == f"https://w1.auth0.test:{auth0.https_url.rpartition(':')[2]}"
        assert world.issuer == f"{world.https_url}/"
        assert "*.auth0.test" in auth0.settings.certificates.names
