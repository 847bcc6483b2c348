"""The tenant's chance."""

from string import ascii_letters, digits

import pytest

from mock_auth0.tenant.ids import (
    CountedIds,
    RandomIds,
    alphanumeric,
    derived,
    numeric,
    url_safe,
)


@pytest.mark.parametrize("size", [0, 4, 32, 33, 100])
@pytest.mark.parametrize("ids", [RandomIds(), CountedIds()], ids=["random", "counted"])
def test_are_as_long_as_asked_for(ids: RandomIds | CountedIds, size: int) -> None:
    assert len(ids.secret(size)) == size


@pytest.mark.parametrize("ids", [RandomIds(), CountedIds()], ids=["random", "counted"])
def test_are_never_the_same(ids: RandomIds | CountedIds) -> None:
    assert len({ids.secret(16) for _ in range(1000)}) == 1000


def test_are_the_same_in_every_run_when_counted() -> None:
    first, second = CountedIds(), CountedIds()

    assert [first.secret(16) for _ in range(3)] == [second.secret(16) for _ in range(3)]


def test_are_written_without_padding_and_safe_in_urls() -> None:
    assert url_safe(b"\xfb\xff\xfe") == "-__-"
    assert url_safe(b"\xfb\xff") == "-_8"


def test_are_derived_from_names_alike_at_every_start() -> None:
    assert derived("client", "My App") == "35d0dc2409624bc9a1a8eb0c"


def test_are_derived_apart_for_other_names() -> None:
    assert len({derived("a", "b"), derived("ab"), derived("a", "b", "c"), derived("b", "a")}) == 4


def test_are_derived_as_long_as_asked_for() -> None:
    assert len(derived("client", "My App", length=32)) == 32


@pytest.mark.parametrize("ids", [RandomIds(), CountedIds()], ids=["random", "counted"])
def test_are_spelled_in_letters_and_digits(ids: RandomIds | CountedIds) -> None:
    many = [alphanumeric(ids, 32) for _ in range(200)]
    assert {len(each) for each in many} == {32}
    assert set("".join(many)) == set(ascii_letters + digits)


@pytest.mark.parametrize("ids", [RandomIds(), CountedIds()], ids=["random", "counted"])
def test_are_spelled_in_digits(ids: RandomIds | CountedIds) -> None:
    many = [numeric(ids, 6) for _ in range(200)]
    assert {len(each) for each in many} == {6}
    assert set("".join(many)) == set(digits)
