import os

import pytest

from mock_auth0.domain.proxies import NoProxy

NAMES = ("acme.eu.auth0.com",)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_leaves_the_environment_alone_where_there_is_no_proxy() -> None:
    before = dict(os.environ)
    NoProxy().set(NAMES)
    assert dict(os.environ) == before


@pytest.mark.parametrize("proxy", ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, "acme.eu.auth0.com"),
        ({"no_proxy": "localhost"}, "localhost,acme.eu.auth0.com"),
        ({"NO_PROXY": "10.0.0.1"}, "10.0.0.1,acme.eu.auth0.com"),
        ({"no_proxy": "localhost", "NO_PROXY": "x"}, "localhost,acme.eu.auth0.com"),
        ({"no_proxy": "*"}, "*"),
    ],
)
def test_names_the_domain_beside_the_others(
    proxy: str, given: dict[str, str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {proxy: "http://proxy.example:3128", **given}.items():
        monkeypatch.setenv(name, value)
    before = dict(os.environ)
    no_proxy = NoProxy()
    no_proxy.set(NAMES)
    assert os.environ["no_proxy"] == wanted
    no_proxy.set(())
    assert dict(os.environ) == before


def test_follows_names_that_come_and_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    no_proxy = NoProxy()
    no_proxy.set(("a.example",))
    no_proxy.set(("a.example", "b.example"))
    assert os.environ["no_proxy"] == "a.example,b.example"
    no_proxy.set(("b.example",))
    assert os.environ["no_proxy"] == "b.example"
    no_proxy.set(())
    assert "no_proxy" not in os.environ


def test_keeps_what_somebody_else_has_set_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    no_proxy = NoProxy()
    no_proxy.set(NAMES)
    monkeypatch.setenv("no_proxy", "theirs.example")
    no_proxy.set(())
    assert os.environ["no_proxy"] == "theirs.example"
