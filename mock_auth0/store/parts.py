"""Stores and values that are kept together: the fields of a data class.

Nothing lists them a second time. Whoever adds a field has added it to images, and what is a `Store`
to sweeping as well; a field that is no store must be an immutable value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import Field, fields
from datetime import datetime
from functools import cache
from typing import Any

from mock_auth0.store.store import Store

NOT_KEPT: Mapping[str, bool] = {"is_kept": False}
"""Metadata of a field that is wiring: it belongs to no image."""


@cache
def kept_fields(kind: Any) -> tuple["Field[Any]", ...]:
    """The fields that images of this data class have."""
    return tuple(each for each in fields(kind) if each.metadata.get("is_kept", True))


def stores(whole: Any) -> Iterator[tuple[str, Store]]:
    """The fields that are stores, by name."""
    for each in kept_fields(whole.__class__):
        part = getattr(whole, each.name)
        if isinstance(part, Store):
            yield each.name, part


def image(whole: Any) -> Mapping[str, Any]:
    """By name: the image of what is a store, the value of what is none."""
    parts = {}
    for each in kept_fields(whole.__class__):
        part = getattr(whole, each.name)
        parts[each.name] = part.image() if isinstance(part, Store) else part
    return parts


def restore(whole: Any, image: Mapping[str, Any]) -> None:
    """Bring all of them back."""
    for each in kept_fields(whole.__class__):
        part = getattr(whole, each.name)
        if isinstance(part, Store):
            part.restore(image[each.name])
        else:
            setattr(whole, each.name, image[each.name])


def sweep(whole: Any, now: datetime) -> None:
    """Drop what has ended of all of them."""
    for _, store in stores(whole):
        store.sweep(now)


class Parts(Store):
    """A store that is made of others. Its subclasses are data classes."""

    __slots__ = ()

    def image(self) -> Mapping[str, Any]:
        """By name."""
        return image(self)

    def restore(self, image: Mapping[str, Any]) -> None:
        """Bring all of them back."""
        restore(self, image)

    def sweep(self, now: datetime) -> None:
        """Drop what has ended of all of them."""
        sweep(self, now)
