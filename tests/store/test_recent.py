"""The last few of something."""

from mock_auth0.store.recent import Recent


def test_remembers_what_was_put() -> None:
    recent = Recent[str, int](size=2)

    recent.put("a", 1)

    assert recent.get("a") == 1
    assert recent.get("b") is None


def test_forgets_the_oldest_when_it_is_full() -> None:
    recent = Recent[str, int](size=2)

    for number, name in enumerate("abc"):
        recent.put(name, number)

    assert [recent.get(name) for name in "abc"] == [None, 1, 2]
    assert len(recent) == 2


def test_a_new_value_of_the_same_key_costs_no_other() -> None:
    recent = Recent[str, int](size=2)

    for number, name in enumerate("abb"):
        recent.put(name, number)

    assert [recent.get(name) for name in "ab"] == [0, 2]


def test_forgets_all_when_cleared() -> None:
    recent = Recent[str, int](size=2)
    recent.put("a", 1)

    recent.clear()

    assert recent.get("a") is None
    assert len(recent) == 0
