"""A store of things that end: given until then, taken once, and nothing left behind."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.store.expiring import ExpiringStore
from tests.builders import HOUR, MINUTE, NOON, SECOND
from tests.deterministic import deterministic
from tests.store.things import Thing

Store = ExpiringStore[str, Thing]
LATER = NOON + HOUR


def test_gives_a_value_until_it_expires() -> None:
    store = Store()
    store.put("a", Thing(expires_at=LATER), NOON)

    assert store.get("a", NOON) == Thing(expires_at=LATER)
    assert store.get("a", LATER - timedelta(microseconds=1)) == Thing(expires_at=LATER)
    assert store.get("a", LATER) is None


def test_gives_nothing_for_an_unknown_key() -> None:
    assert Store().get("a", NOON) is None
    assert Store().take("a", NOON) is None


def test_gives_a_taken_value_once() -> None:
    store = Store()
    store.put("a", Thing(), NOON)

    assert store.take("a", NOON) == Thing()
    assert store.take("a", NOON) is None
    assert store.get("a", NOON) is None
    assert len(store) == 0


def test_gives_no_expired_value_away_and_drops_it() -> None:
    store = Store()
    store.put("a", Thing(expires_at=LATER), NOON)

    assert store.take("a", LATER) is None
    assert len(store) == 0


def test_replaces_the_value_of_a_key_that_is_there() -> None:
    store = Store()
    store.put("a", Thing("old"), NOON)

    store.replace("a", Thing("new"))

    assert store.get("a", NOON) == Thing("new")


def test_replaces_nothing_that_is_gone() -> None:
    store = Store()
    store.put("a", Thing(), NOON)
    store.take("a", NOON)

    store.replace("a", Thing("back from the dead"))

    assert store.get("a", NOON) is None


def test_keeps_a_replaced_value_as_long_as_that_says() -> None:
    store = Store()
    store.put("a", Thing(expires_at=LATER), NOON)

    store.replace("a", Thing(expires_at=LATER + HOUR))
    store.sweep(LATER)

    assert store.get("a", LATER) == Thing(expires_at=LATER + HOUR)


def test_discards_what_is_there_and_minds_nothing_else() -> None:
    store = Store()
    store.put("a", Thing(), NOON)

    store.discard("a")
    store.discard("a")
    store.discard("b")

    assert store.get("a", NOON) is None


def test_takes_a_key_again_that_was_used_before() -> None:
    store = Store()
    store.put("a", Thing("first"), NOON)
    store.take("a", NOON)

    store.put("a", Thing("second"), NOON)
    store.sweep(NOON)

    assert store.get("a", NOON) == Thing("second")


def test_sweeps_all_that_has_expired_and_nothing_else() -> None:
    store = Store()
    for minute in (30, 10, 20):
        store.put(str(minute), Thing(expires_at=NOON + minute * MINUTE), NOON)

    store.sweep(NOON + 20 * MINUTE)

    assert len(store) == 1
    assert store.get("30", NOON + 20 * MINUTE) is not None


def test_clears_everything() -> None:
    store = Store()
    store.put("a", Thing(), NOON)

    store.clear()

    assert len(store) == 0
    assert store.get("a", NOON) is None


def test_forgets_the_dead_as_new_ones_come() -> None:
    store = Store()
    for number in range(1000):
        store.put(f"dead {number}", Thing(expires_at=LATER), NOON)

    for number in range(500):
        store.put(f"live {number}", Thing(expires_at=LATER + HOUR), LATER)

    assert len(store) == 500
    assert len(store._round) == 500


def test_drops_no_more_than_a_few_at_a_time() -> None:
    store = Store()
    for number in range(1000):
        store.put(str(number), Thing(expires_at=LATER), NOON)

    store.put("one more", Thing(expires_at=LATER + HOUR), LATER)

    assert len(store) == 1001 - 64


def test_keeps_the_live_among_the_dead() -> None:
    store = Store()
    for number in range(300):
        lifetime = 2 * HOUR if number % 3 else HOUR
        store.put(str(number), Thing(expires_at=NOON + lifetime), NOON)

    for number in range(300):
        store.put(f"later {number}", Thing(expires_at=LATER + HOUR), LATER)

    assert [store.get(str(number), LATER) is not None for number in range(6)] == [
        False,
        True,
        True,
    ] * 2
    assert len(store) == 200 + 300


def test_leaves_nothing_behind_of_what_was_taken() -> None:
    store = Store()
    for number in range(1000):
        store.put(str(number), Thing(), NOON)
        store.take(str(number), NOON)

    assert len(store) == 0
    assert len(store._round) <= 1


@deterministic(100)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "take", "discard", "get", "wait"]),
            st.integers(min_value=0, max_value=9),
            st.integers(min_value=1, max_value=20),
        ),
        max_size=100,
    )
)
def test_holds_what_a_plain_dictionary_with_times_would(
    steps: list[tuple[str, int, int]],
) -> None:
    store, model, now, count = Store(), dict[str, Thing](), NOON, 0
    for verb, which, seconds in steps:
        # A key is put while it is not there: that is what the store is for.
        key = f"{which}"
        expected = model.get(key)
        if expected is not None and expected.expires_at <= now:
            expected = None
        if verb == "put" and expected is None:
            count += 1
            model[key] = Thing(str(count), expires_at=now + seconds * SECOND)
            store.put(key, model[key], now)
        elif verb == "take":
            assert store.take(key, now) == expected
            model.pop(key, None)
        elif verb == "discard":
            store.discard(key)
            model.pop(key, None)
        elif verb == "get":
            assert store.get(key, now) == expected
        elif verb == "wait":
            now += seconds * SECOND
    store.sweep(now)
    alive = {key: thing for key, thing in model.items() if thing.expires_at > now}
    assert {key: store.get(key, now) for key in alive} == alive
    assert len(store) == len(alive)
