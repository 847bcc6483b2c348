"""Plain values that remember the line they stand in."""

from collections.abc import Mapping
from typing import Any

DEEPEST = 64
"""Levels of lists and mappings in one another."""


class Node:
    """A value and the line of its key, or of itself in a list. Lines count from 1.

    ``value`` is ``None``, a bool, number or string, a list of nodes, or a dict of nodes; from
    Python it may be anything.
    """

    __slots__ = ("line", "source", "value", "weight")

    def __init__(self, value: Any, line: int | None = None, source: str | None = None) -> None:
        self.value = value
        self.line = line
        self.source = source
        """A plain scalar as it is written: ``0123`` for 123."""
        self.weight = 1
        """How many values it is, with each alias written out."""

    def plain(self) -> Any:
        """The value without its lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def node_of(value: object) -> Node:
    """A Python value as if it had been read. Raises `ValueError` when it contains itself."""
    return _node_of(value, 0)


def _node_of(value: object, depth: int) -> Node:
    if depth > DEEPEST:
        raise ValueError(f"nested deeper than {DEEPEST} levels")
    if isinstance(value, Mapping):
        return Node({str(key): _node_of(each, depth + 1) for key, each in value.items()})
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple):
        return Node([_node_of(each, depth + 1) for each in value])
    return Node(value)
