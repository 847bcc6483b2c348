"""A store whose groups hold only so many."""

from mock_auth0.store.grouped import GroupedStore
from tests.builders import HOUR, NOON
from tests.store.things import Thing

LATER = NOON + HOUR


def a_store(size: int = 3) -> GroupedStore[str, Thing]:
    return GroupedStore(group_of=lambda thing: thing.owner, size=size)


def kept(store: GroupedStore[str, Thing], names: str) -> str:
    return "".join(name for name in names if store.get(name, NOON) is not None)


def test_drops_the_oldest_of_a_full_group() -> None:
    store = a_store(size=3)

    for name in "abcde":
        store.put(name, Thing(name), NOON)

    assert kept(store, "abcde") == "cde"
    assert len(store) == 3


def test_counts_each_group_for_itself() -> None:
    store = a_store(size=2)

    for name, owner in zip("abcdef", ["ada", "grace"] * 3, strict=True):
        store.put(name, Thing(name, owner=owner), NOON)

    assert kept(store, "abcdef") == "cdef"


def test_gives_the_place_of_a_discarded_one_to_the_next() -> None:
    store = a_store(size=3)
    for name in "abc":
        store.put(name, Thing(name), NOON)

    store.discard("b")
    store.put("d", Thing("d"), NOON)
    assert kept(store, "abcd") == "acd"

    store.put("e", Thing("e"), NOON)
    assert kept(store, "abcde") == "cde"


def test_gives_the_place_of_an_expired_one_to_the_next() -> None:
    store = a_store(size=2)
    store.put("a", Thing("a", expires_at=LATER + HOUR), NOON)
    store.put("b", Thing("b", expires_at=LATER), NOON)

    store.sweep(LATER)
    store.put("c", Thing("c", expires_at=LATER + HOUR), LATER)

    assert store.get("a", LATER) is not None
    assert store.get("c", LATER) is not None


def test_keeps_a_replaced_one_at_its_age() -> None:
    store = a_store(size=2)
    store.put("a", Thing("a"), NOON)
    store.put("b", Thing("b"), NOON)

    store.replace("a", Thing("used again"))
    store.put("c", Thing("c"), NOON)

    assert kept(store, "abc") == "bc"


def test_starts_over_after_a_clear() -> None:
    store = a_store(size=2)
    for name in "ab":
        store.put(name, Thing(name), NOON)

    store.clear()
    for name in "cd":
        store.put(name, Thing(name), NOON)

    assert kept(store, "abcd") == "cd"


def test_forgets_groups_of_which_nothing_is_left() -> None:
    store = a_store()

    for number in range(5000):
        store.put(str(number), Thing(owner=f"user {number}"), NOON)
        store.discard(str(number))

    assert len(store) == 0
    assert len(store._groups) < 1100


def test_knows_the_oldest_again_when_empty_groups_were_cleared_away() -> None:
    store = a_store(size=2)
    store.put("a", Thing("a"), NOON)
    store.put("b", Thing("b"), NOON)
    for number in range(1100):
        store.put(str(number), Thing(owner=f"user {number}"), NOON)
        store.discard(str(number))

    store.put("c", Thing("c"), NOON)

    assert kept(store, "abc") == "bc"


def test_tells_who_lives_in_a_group() -> None:
    store = a_store(size=3)
    for name in "abcd":
        store.put(name, Thing(name), NOON)
    store.put("e", Thing("e", owner="grace"), NOON)
    store.discard("c")

    assert store.group_of(Thing(), NOON) == [("b", Thing("b")), ("d", Thing("d"))]
    assert store.group_of(Thing(owner="nobody"), NOON) == []
    assert store.group_of(Thing(), LATER) == []


def test_finds_a_group_by_its_name() -> None:
    store = a_store(size=3)
    store.put("a", Thing("a", owner="grace"), NOON)
    store.put("b", Thing("b"), NOON)

    assert store.in_group("grace", NOON) == [("a", Thing("a", owner="grace"))]
    assert store.in_group("nobody", NOON) == []


def test_keeps_no_list_of_what_is_gone() -> None:
    store = a_store(size=1_000_000)

    for number in range(5000):
        store.put(str(number), Thing(), NOON)
        store.discard(str(number))

    (group,) = store._groups.values()
    assert len(group.keys) < 1100


def test_lists_each_once_however_often_it_clears_up() -> None:
    store = a_store(size=1_000_000)

    for number in range(5000):
        store.put(str(number), Thing(str(number)), NOON)
        if number % 2:
            store.discard(str(number - 1))

    listed = [key for key, _ in store.group_of(Thing(), NOON)]
    assert listed == [str(number) for number in range(5000) if number % 2]
