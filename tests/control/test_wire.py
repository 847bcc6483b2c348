"""Values as JSON writes them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest

from mock_auth0.control.wire import plain


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Thing:
    name: str
    secret: str = field(default="hidden", repr=False)
    told: str = field(default="told", repr=False, metadata={"wire": "told"})
    sender: str = field(default="me", metadata={"wire": "from"})


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Thing("x"), {"name": "x", "told": "told", "from": "me"}),
        ([Thing("x")], [{"name": "x", "told": "told", "from": "me"}]),
        (datetime(2025, 6, 2, 14, tzinfo=timezone(timedelta(hours=2))), "2025-06-02T12:00:00.000Z"),
        (datetime(2025, 6, 2, 12, 0, 0, 1999, UTC), "2025-06-02T12:00:00.001Z"),
        (timedelta(minutes=1), 60.0),
        (Colour.RED, "red"),
        ({"b", "a", "c"}, ["a", "b", "c"]),
        (frozenset({Colour.RED}), ["red"]),
        ((1, None, "x"), [1, None, "x"]),
        ({1: {"a": ()}}, {"1": {"a": []}}),
    ],
    ids=[*"abcdefghij"],
)
def test_is_written_as_scripts_read_it(value: Any, written: Any) -> None:
    assert plain(value) == written
