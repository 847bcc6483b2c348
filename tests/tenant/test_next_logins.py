"""The logins that are planned, in order."""

import pytest

from mock_auth0.model.next_login import NextLogin
from mock_auth0.oauth.errors import ErrorCode
from mock_auth0.tenant.next_logins import NextLogins


def planned(login_id: str, **options: object) -> NextLogin:
    return NextLogin(**{"login_id": login_id, "user_id": "auth0|ada", **options})  # type: ignore[arg-type] - of a test


def names(store: NextLogins) -> list[str]:
    return [each.login_id for each in store]


def test_the_first_is_next() -> None:
    store = NextLogins()
    for name in ("a", "b"):
        store.put(planned(name))
    assert store.take("spa", lambda _: True) == planned("a")
    assert names(store) == ["b"]


def test_is_of_its_client() -> None:
    store = NextLogins()
    store.put(planned("web", client_id="web"))
    store.put(planned("any"))
    assert store.take("spa", lambda _: True) == planned("any")
    assert store.take("spa", lambda _: True) is None
    assert store.take("web", lambda _: True) == planned("web", client_id="web")


def test_nobody_overtakes() -> None:
    store = NextLogins()
    store.put(planned("user"))
    store.put(planned("error", error=ErrorCode.ACCESS_DENIED))
    assert store.take("spa", lambda each: each.error is not None) is None
    assert names(store) == ["user", "error"]


def test_keeps_its_place_while_it_has_times() -> None:
    store = NextLogins()
    store.put(planned("a", times=2))
    store.put(planned("b"))
    assert store.take("spa", lambda _: True) == planned("a", times=2)
    assert [*store] == [planned("a", times=1), planned("b")]


def test_is_discarded() -> None:
    store = NextLogins()
    store.put(planned("a"))
    assert store.discard("a")
    assert not store.discard("a")
    assert not store


def test_holds_a_thousand() -> None:
    store = NextLogins()
    for number in range(1000):
        store.put(planned(str(number)))
    with pytest.raises(ValueError, match="1000 logins are planned already"):
        store.put(planned("more"))
    store.clear()
    assert len(store) == 0
