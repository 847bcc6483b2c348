"""The rules of a tenant: which is whose turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.model.fault import Condition, Fault
from mock_auth0.tenant.fault_options import fault_of
from mock_auth0.tenant.faults import MOST, Faults
from tests.deterministic import deterministic


def a_fault(**options: object) -> Fault:
    return fault_of({"status": 500, **options})


def anything(_: Condition) -> bool:
    return True


def of_path(path: str) -> "object":
    return lambda condition: condition.path == path


def hits(faults: Faults, count: int) -> list[str | None]:
    met = (faults.meet(anything) for _ in range(count))
    return [rule.fault_id if rule else None for rule in met]


def test_there_is_none_at_first() -> None:
    faults = Faults()
    assert (faults.active, len(faults), faults.meet(anything)) == ((), 0, None)


def test_the_first_that_fits_has_it() -> None:
    faults = Faults()
    faults.add(a_fault(path="/a"))
    faults.add(a_fault())
    rule = faults.meet(lambda condition: condition.path is None)
    assert rule is not None
    assert (rule.fault_id, rule.met, rule.hits) == ("fault_2", 1, 1)
    assert [(each.met, each.hits) for each in faults] == [(0, 0), (1, 1)]


def test_a_spent_one_leaves_it_to_the_next() -> None:
    faults = Faults()
    faults.add(a_fault(times=2))
    faults.add(a_fault(times=1))
    assert hits(faults, 5) == ["fault_1", "fault_1", "fault_2", None, None]
    assert [(each.is_spent, each.hits) for each in faults] == [(True, 2), (True, 1)]
    assert faults.active == ()


def test_one_whose_turn_it_is_not_leaves_it_as_well() -> None:
    faults = Faults()
    faults.add(a_fault(every=3))
    faults.add(a_fault(after=1))
    assert hits(faults, 6) == [None, "fault_2", "fault_1", "fault_2", "fault_2", "fault_1"]


def test_can_be_removed_and_cleared() -> None:
    faults = Faults()
    faults.add(a_fault())
    faults.add(a_fault())
    faults.remove("fault_1")
    assert hits(faults, 1) == ["fault_2"]
    with pytest.raises(LookupError) as refused:
        faults.remove("fault_1")
    assert refused.value.args == ("no fault has the id 'fault_1'; there are: fault_2",)
    faults.clear()
    assert (len(faults), faults.active) == (0, ())
    assert faults.add(a_fault()).fault_id == "fault_3"


def test_there_are_a_hundred_at_most() -> None:
    faults = Faults()
    for _ in range(MOST):
        faults.add(a_fault())
    with pytest.raises(ValueError, match=r"^there are 100 rules already: remove some, or clear"):
        faults.add(a_fault())


def test_an_image_has_the_counts() -> None:
    faults = Faults()
    faults.add(a_fault(times=2))
    hits(faults, 1)
    image = faults.image()
    hits(faults, 1)
    faults.add(a_fault())
    faults.restore(image)
    assert [(each.fault_id, each.hits) for each in faults] == [("fault_1", 1)]
    assert hits(faults, 3) == ["fault_1", None, None]
    assert faults.add(a_fault()).fault_id == "fault_2"


def test_a_reset_begins_anew() -> None:
    faults = Faults()
    hits(faults, 1)
    faults.reset([a_fault(times=1)])
    assert hits(faults, 2) == ["fault_1", None]
    faults.reset([a_fault(times=1)])
    assert hits(faults, 2) == ["fault_1", None]


@deterministic(200)
@given(
    times=st.none() | st.integers(1, 5),
    every=st.integers(1, 5),
    after=st.integers(0, 5),
    count=st.integers(0, 40),
)
def test_arithmetic(times: int | None, every: int, after: int, count: int) -> None:
    faults = Faults()
    faults.add(a_fault(times=times, every=every, after=after))
    hit = [index for index, each in enumerate(hits(faults, count), 1) if each]
    expected = [*range(after + every, count + 1, every)][:times]
    assert hit == expected
    assert [each.hits for each in faults] == [len(expected)]
