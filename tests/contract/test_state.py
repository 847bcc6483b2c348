"""Everything that a tenant holds stands in the table of `State`, and can be brought back."""

from dataclasses import is_dataclass
from enum import Enum
from typing import Any

import pytest

from mock_auth0.store.parts import Parts, kept_fields
from mock_auth0.store.store import Store
from mock_auth0.tenant.keys import KeyRing
from mock_auth0.tenant.state import State
from tests.builders import DAY, a_tenant
from tests.tenant.busy import a_busy_tenant

BESIDE = {
    "ids": "where chance comes from",
    "snapshots": "images, which a reset leaves alone",
    "pristine": "the image that a reset brings back",
    "rate_limiter": "made anew from `policy` and `rate_buckets`",
}
PARTS = [each.name for each in kept_fields(State)]


def paths(whole: object, prefix: str = "") -> list[str]:
    """The names of all leaves, such as ``guardian.factors``."""
    found = []
    for each in kept_fields(whole.__class__):
        part = getattr(whole, each.name)
        name = prefix + each.name
        found += paths(part, f"{name}.") if isinstance(part, Parts) else [name]
    return found


def at(image: Any, path: str) -> Any:
    for name in path.split("."):
        image = image[name]
    return image


def test_nothing_stands_beside_the_table() -> None:
    assert {*vars(a_tenant())} == {*PARTS, *BESIDE}


@pytest.mark.parametrize("path", paths(a_tenant()))
def test_is_a_store_or_cannot_be_changed(path: str) -> None:
    part: Any = a_busy_tenant()
    for name in path.split("."):
        part = getattr(part, name)

    is_frozen = is_dataclass(part) and type(part).__dataclass_params__.frozen  # type: ignore[attr-defined]
    immutable = (str, bytes, int, float, frozenset, tuple, Enum, KeyRing, type(None), type(DAY))
    assert isinstance(part, Store) or is_frozen or isinstance(part, immutable)


_CONSTANT = ("guardian.policies", "guardian.wrong_codes.most", "guardian.wrong_codes.refill")
_SETTINGS = ("most", "refill", "sign_ups.failures", "subject_tokens.failures")


@pytest.mark.parametrize(
    "path",
    [each for each in paths(a_tenant()) if each not in _CONSTANT and not each.endswith(_SETTINGS)],
)
def test_is_brought_back(path: str) -> None:
    tenant, busy = a_tenant(), a_busy_tenant()
    fresh, used = at(tenant.image(), path), at(busy.image(), path)
    assert fresh != used, f"have tests/tenant/busy.py do something to {path}"

    busy_image = busy.image()
    busy.reset()
    assert at(busy.image(), path) == at(busy.pristine, path)
    busy.restore(busy_image)
    assert at(busy.image(), path) == used


def test_what_comes_later_does_not_show_in_an_image() -> None:
    tenant = a_tenant()
    image, shown = tenant.image(), repr(tenant.image())
    tenant.restore(a_busy_tenant().image())

    tenant.restore(image)
    assert repr(tenant.image()) == repr(image) == shown
