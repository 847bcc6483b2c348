"""A connection and the clients that it is enabled for."""

from mock_auth0.model.connection import Connection


def test_is_enabled_for_every_client_unless_told_otherwise() -> None:
    assert Connection(name="Staff").is_enabled_for("spa")


def test_is_enabled_for_those_it_names() -> None:
    staff = Connection(name="Staff", enabled_clients=frozenset({"web"}))

    assert staff.is_enabled_for("web")
    assert not staff.is_enabled_for("spa")


def test_is_enabled_for_nobody_when_it_names_none() -> None:
    assert not Connection(name="Staff", enabled_clients=frozenset()).is_enabled_for("spa")
