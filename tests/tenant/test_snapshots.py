"""Named images: a hundred, each under a name that can be shown."""

import pytest

from mock_auth0.tenant.snapshots import Snapshot, Snapshots
from tests.builders import NOON


def a_snapshot(name: str = "seeded") -> Snapshot:
    return Snapshot(name=name, taken_at=NOON, image={})


def test_keeps_a_hundred() -> None:
    snapshots = Snapshots()
    for number in range(100):
        snapshots.put(a_snapshot(f"s{number}"))

    with pytest.raises(ValueError, match="there are 100 snapshots; drop one first"):
        snapshots.put(a_snapshot("one more"))
    snapshots.put(a_snapshot("s0"))
    assert [each.name for each in snapshots][-2:] == ["s99", "s0"]
    assert snapshots.drop("s7")
    assert not snapshots.drop("s7")
    snapshots.put(a_snapshot("one more"))
    assert len(snapshots) == 100


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "two\nlines", "\0", "\ud800"])
def test_refuses_what_is_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="has 1 to 100 printable letters"):
        Snapshots().put(a_snapshot(name))
