"""The entries of one mapping: each is read by its name, and what nobody read is unknown."""

from collections.abc import Iterable

from mock_auth0.tenant.file.node import Node
from mock_auth0.tenant.file.problems import Report, did_you_mean, shown

_NOTHING = Node(None)


class Entries:
    """Knows which keys were read, and what to call them in a report.

    Call `close` at the end: it reports the keys that were never read.
    """

    __slots__ = ("_entries", "_is_mapping", "_known", "line", "path", "report")

    def __init__(self, node: Node, path: str, report: Report) -> None:
        self.path, self.report, self.line = path, report, node.line
        self._entries: dict[str, Node] = {}
        self._known: set[str] = set()
        self._is_mapping = isinstance(node.value, dict | None)
        if isinstance(node.value, dict):
            self._entries = node.value
        elif node.value is not None:
            self.report.problem(
                node.line, path, f"must be a mapping (key: value); it is {shown(node.value)}"
            )

    def has(self, name: str) -> bool:
        """Whether the key is there with a value."""
        return self.node(name).value not in (None, "")

    def names(self) -> tuple[str, ...]:
        """The keys, of a mapping that may have any."""
        return tuple(self._entries)

    def node(self, name: str) -> Node:
        """The value as it stands; a node of ``None`` when it is absent."""
        self._known.add(name)
        return self._entries.get(name, _NOTHING)

    def missing(self, what: str) -> None:
        """Report what a mapping lacks; one that is none has been reported already."""
        if self._is_mapping:
            self.report.problem(self.line, self.path, f"needs {what}")

    def accept(self, *names: str) -> None:
        """Know these keys, whose values change nothing that a client could see."""
        self._known.update(names)

    def without_effect(self, *names: str, **harmless: object) -> None:
        """Know these keys, and report those that would change Auth0's behaviour.

        Empty, false and disabled values of ``names`` are harmless; of the others, the value that
        is named here.
        """
        for name in (*names, *harmless):
            node = self.node(name)
            if self.has(name) and not (
                node.value == harmless[name] if name in harmless else _is_off(node.plain())
            ):
                self.report.without_effect(node.line, self._path(name), _generic(self._path(name)))

    def unread(self) -> tuple[str, ...]:
        """The keys that nothing has read so far."""
        return tuple(name for name in self._entries if name not in self._known)

    def close(self) -> None:
        """Report the keys that nothing has read."""
        for name, node in self._entries.items():
            if name not in self._known:
                self.report.problem(
                    node.line,
                    self._path(name),
                    f"unknown key{did_you_mean(name, self._known) or self._list_of_known()}",
                )

    def wrong(
        self,
        name: str,
        message: str,
        options: Iterable[str] = (),
        *,
        value_is_shown: bool = False,
    ) -> None:
        """Report the value of a key, and what to write instead."""
        node = self.node(name)
        if not value_is_shown:
            message = f"{message}; it is {shown(node.value)}"
        if options and isinstance(node.value, str):
            message += did_you_mean(node.value, options)
        self.report.problem(node.line, self._path(name), message)

    def _path(self, name: str, index: int | None = None) -> str:
        path = f"{self.path}.{name}" if self.path else name
        return path if index is None else f"{path}[{index}]"

    def _list_of_known(self) -> str:
        return f"; known here: {', '.join(sorted(self._known))}" if len(self._known) <= 12 else ""  # noqa: PLR2004 - as many as one reads at a glance


def _is_off(value: object) -> bool:
    """Whether the value switches nothing on: false, empty, or a mapping of such values."""
    if isinstance(value, dict):
        return value.get("enabled") is False or all(_is_off(each) for each in value.values())
    return value is None or value is False or value in ("", [])


def _generic(path: str) -> str:
    """The key without the numbers of its lists: ``clients[].sso``."""
    import re

    return re.sub(r"\[\d+\]", "[]", path)
