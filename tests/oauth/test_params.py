"""Parameters: absent, present, or malformed for whoever reads them."""

import pytest

from mock_auth0.oauth.params import Params
from tests.answers import refused


def test_gives_the_value_of_a_parameter() -> None:
    assert Params({"code": "c1"}).get("code") == "c1"
    assert Params({"code": "c1"}).require("code") == "c1"


def test_gives_nothing_for_one_that_is_absent() -> None:
    assert Params().get("code") is None


def test_refuses_to_go_on_without_a_required_one() -> None:
    with refused("invalid_request", "Missing required parameter: code", 400):
        Params({"state": "s"}).require("code")


@pytest.mark.parametrize("read", [Params.get, Params.require], ids=["get", "require"])
def test_refuses_one_that_is_malformed(read: "type[Params.get]") -> None:
    with refused("invalid_request", "Invalid parameter: client_id must be a string", 400):
        read(Params({"client_id": "a"}, frozenset({"client_id"})), "client_id")


def test_gives_an_object() -> None:
    sent = Params({"a": "b"}, frozenset({"x", "n"}), {"x": {"y": 1}})

    assert sent.mapping("x") == {"y": 1}
    assert sent.mapping("absent") == {}
    for name in ("a", "n"):
        with refused("invalid_request", f"Invalid parameter: {name} must be an object", 400):
            sent.mapping(name)
    with refused("invalid_request", "Invalid parameter: x must be a string", 400):
        sent.get("x")
    assert sent.overridden_by({"a": "c"}).mapping("x") == {"y": 1}


def test_minds_a_malformed_one_only_when_it_is_read() -> None:
    assert Params({"code": "c1"}, frozenset({"resource"})).get("code") == "c1"


def test_knows_which_names_were_sent() -> None:
    sent = Params({"code": "c1"}, frozenset({"resource"}))

    assert [name in sent for name in ("code", "resource", "state")] == [True, True, False]
    assert list(sent) == ["code"]


def test_is_not_changed_by_what_it_was_made_from() -> None:
    values = {"code": "c1"}
    sent = Params(values)

    values["code"] = "c2"

    assert sent.get("code") == "c1"


def test_shows_no_values_in_logs() -> None:
    assert repr(Params({"code": "c1", "client_secret": "s"})) == "Params(['client_secret', 'code'])"
