"""Verbs from the command line, at a server that runs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mock_auth0 import MockAuth0, cli


@pytest.fixture(scope="module")
def server() -> Iterator[MockAuth0]:
    with MockAuth0(worlds="by_host") as server:
        yield server


@pytest.fixture
def auth0(server: MockAuth0) -> Iterator[MockAuth0]:
    yield server
    server.worlds.delete_all()
    server.reset()


def test_seeds_a_server_with_a_file(
    auth0: MockAuth0, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    auth0.add_user(email="new@example.com", password="Abc-12345!")
    assert cli.main(["export-state", "--url", auth0.url]) == 0
    file = tmp_path / "state.json"
    file.write_text(capsys.readouterr().out)
    auth0.reset()

    assert cli.main(["import-state", f"@{file}", "--url", auth0.url]) == 0

    assert [user.email for user in auth0.users][-1] == "new@example.com"
    assert capsys.readouterr().out == ""


def test_says_which_file_cannot_be_read(
    auth0: MockAuth0, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import-state", "@/nowhere/state.json", "--url", auth0.url]) == 2
    assert "cannot read /nowhere/state.json" in capsys.readouterr().err


def test_shows_a_difference_as_text(auth0: MockAuth0, capsys: pytest.CaptureFixture[str]) -> None:
    auth0.snapshot("before")
    auth0.update_user("ada@example.com", name="Augusta")
    assert cli.main(["diff", "before", "--as-text", "--url", auth0.url]) == 0
    assert '      name: "Ada Lovelace" → "Augusta"' in capsys.readouterr().out


def test_reaches_worlds_by_names_that_no_resolver_knows(
    auth0: MockAuth0, capsys: pytest.CaptureFixture[str]
) -> None:
    world = auth0.world("w1")
    world.add_user(email="new@example.com", password="Abc-12345!")
    assert cli.main(["snapshot", "here", "--url", world.url]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["users"] == 5
    assert "here" not in [each.name for each in auth0.snapshots()]
    assert cli.main(["worlds", "delete", "w1", "--url", auth0.url]) == 0
    assert auth0.worlds.list() == []
