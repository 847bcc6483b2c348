"""Stores and values that are kept together."""

from dataclasses import dataclass, field
from datetime import datetime

from mock_auth0.store.expiring import ExpiringStore
from mock_auth0.store.parts import NOT_KEPT, Parts
from mock_auth0.store.recent import Recent
from tests.builders import DAY, NOON
from tests.store.things import Thing


@dataclass(slots=True, eq=False)
class Inner(Parts):
    recent: Recent[str, int] = field(default_factory=lambda: Recent(size=3))


@dataclass(slots=True, eq=False)
class Whole(Parts):
    now: datetime = field(default=NOON, metadata=NOT_KEPT)
    things: ExpiringStore[str, Thing] = field(default_factory=ExpiringStore)
    setting: str = "as made"
    inner: Inner = field(default_factory=Inner)


def used() -> Whole:
    whole = Whole()
    whole.things.put("one", Thing(), NOON)
    whole.setting = "changed"
    whole.inner.recent.put("a", 1)
    return whole


def test_an_image_has_all_but_wiring() -> None:
    assert used().image() == {
        "things": {"one": Thing()},
        "setting": "changed",
        "inner": {"recent": {"a": 1}},
    }


def test_is_brought_back_as_often_as_one_likes() -> None:
    whole = Whole(now=NOON + DAY)
    image = used().image()

    for _ in range(2):
        whole.restore(image)
        assert whole.image() == used().image()
        whole.things.put("two", Thing("two"), NOON)
        whole.things.discard("one")
        whole.setting = "again"
        whole.inner.recent.put("b", 2)

    assert image == used().image()
    assert whole.now == NOON + DAY


def test_sweeps_all_stores() -> None:
    whole = used()

    whole.sweep(NOON + DAY)

    assert whole.image() == {**used().image(), "things": {}}
