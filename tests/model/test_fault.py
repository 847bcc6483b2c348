"""Which requests a fault meets, and how often it is due."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.model.fault import Condition, Schedule, fits
from tests.deterministic import deterministic

letters = st.text("ab*", max_size=8)


@deterministic(400)
@given(pattern=letters, text=st.text("ab", max_size=8))
def test_a_star_stands_for_anything(pattern: str, text: str) -> None:
    expression = ".*".join(map(re.escape, pattern.split("*")))
    assert fits(pattern, text) == bool(re.fullmatch(expression, text, re.DOTALL))


def test_many_stars_take_no_longer() -> None:
    assert not fits("*a" * 2000 + "*b", "a" * 100_000)


@pytest.mark.parametrize(
    ("condition", "is_met"),
    [
        ({}, True),
        ({"method": "POST"}, True),
        ({"method": "GET"}, False),
        ({"path": "/oauth/token"}, True),
        ({"path": "/oauth/*"}, True),
        ({"path": "/oauth"}, False),
        ({"path": "/oauth/token/"}, False),
        ({"path": "/OAUTH/TOKEN"}, False),
        ({"request_headers": {"x-test": "one two"}}, True),
        ({"request_headers": {"x-test": "one*"}}, True),
        ({"request_headers": {"x-test": "two"}}, False),
        ({"request_headers": {"x-other": "*"}}, False),
        ({"method": "POST", "path": "/userinfo"}, False),
    ],
)
def test_method_path_and_headers(condition: dict[str, object], is_met: bool) -> None:
    head = {"x-test": "one two"}
    assert Condition(**condition).fits_head("POST", "/oauth/token", head) is is_met  # type: ignore[arg-type]


def test_a_preflight_must_be_meant() -> None:
    assert not Condition().fits_head("OPTIONS", "/oauth/token", {})
    assert Condition(method="OPTIONS").fits_head("OPTIONS", "/oauth/token", {})


@pytest.mark.parametrize(
    ("condition", "is_met"),
    [
        ({"grant_type": "refresh_token"}, True),
        ({"grant_type": "password"}, False),
        ({"request_parameters": {"scope": "*offline_access*"}}, True),
        ({"request_parameters": {"scope": "openid"}}, False),
        ({"request_parameters": {"audience": "*"}}, False),
    ],
)
def test_parameters(condition: dict[str, object], is_met: bool) -> None:
    sent = {"grant_type": "refresh_token", "scope": "openid offline_access"}
    assert Condition(**condition).fits_parameters(sent) is is_met  # type: ignore[arg-type]


@deterministic(200)
@given(every=st.integers(1, 7), after=st.integers(0, 7))
def test_each_kth_after_the_first_ones(every: int, after: int) -> None:
    schedule = Schedule(every=every, after=after)
    due = [met for met in range(1, 50) if schedule.is_due(met)]
    assert due == [*range(after + every, 50, every)]


@deterministic(50)
@given(seed=st.integers(), percent=st.integers(1, 99))
def test_probability_is_of_the_seed(seed: int, percent: int) -> None:
    schedule = Schedule(seed=seed, probability=percent / 100)
    due = [schedule.is_due(met) for met in range(1, 1001)]
    assert due == [schedule.is_due(met) for met in range(1, 1001)]
    # Six standard deviations at most.
    assert abs(sum(due) - percent * 10) < 6 * (1000 * percent / 100 * (1 - percent / 100)) ** 0.5


def test_another_seed_is_another_draw() -> None:
    draws = {Schedule(seed=seed).draw("due", met) for seed in range(9) for met in range(9)}
    assert len(draws) == 81
    assert all(0 <= draw < 1 for draw in draws)


def test_is_spent_after_so_many() -> None:
    assert [Schedule(times=2).is_spent(hits) for hits in range(4)] == [False, False, True, True]
    assert not Schedule().is_spent(10**9)
