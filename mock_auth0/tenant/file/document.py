"""YAML text as plain values that remember the line they stand in.

YAML 1.2 core schema, as auth0-deploy-cli reads it: ``yes`` and ``2024-01-01`` are text. It works on
the parser's events, so nothing is built twice, no depth exhausts the stack, and an alias costs
what it names only once.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mock_auth0.tenant.file import keywords
from mock_auth0.tenant.file.node import DEEPEST, Node
from mock_auth0.tenant.file.problems import Problem, TenantFileError

if TYPE_CHECKING:
    from yaml.events import ScalarEvent
    from yaml.parser import Parser

LARGEST = 10_000_000
"""Characters of a tenant file."""
_MOST_VALUES = 500_000
"""Values of a document with each alias written out."""
_LONGEST_NUMBER = 100
_TAG = "tag:yaml.org,2002:"
_WORDS: dict[str, bool | float | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    ".inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan"),
}  # fmt: skip
_SURROGATES = r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"


def read(text: str, file: str, environment: Mapping[str, str]) -> Node:
    """The one document of the text, keywords replaced. Raises `TenantFileError`."""
    if len(text) > LARGEST:
        raise _error(file, None, f"larger than {LARGEST // 1_000_000} MB")
    try:
        text = keywords.replace(text, environment, at_most=LARGEST)
    except ValueError as error:
        raise _error(file, None, str(error)) from error
    from yaml import YAMLError

    if text.lstrip().startswith("{"):
        # JSON writes what lies beyond U+FFFF as two escapes; YAML would refuse each of them.
        text = re.sub(_SURROGATES, _joined, text)
    try:
        return _Builder(text, file).document()
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        context = getattr(error, "context", None)
        message = f"not valid YAML: {reason}" + (f" ({context})" if context else "")
        if mark and "@@" in text.splitlines()[mark.line]:
            message = f"@@…@@ has no value; set it in the environment or in {keywords.MAPPINGS}"
        raise _error(file, mark.line + 1 if mark else None, message) from error
    except UnicodeEncodeError as error:
        raise _error(file, None, "not valid Unicode: half of a surrogate pair") from error


class _Builder:
    """Turns events into nodes, with the open lists and mappings on a stack of its own."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._parser = _parser(text)
        self._anchors: dict[str, Node | None] = {}
        self._open: list[tuple[Node, str | None]] = []
        self._keys: list[Node | None] = []

    def document(self) -> Node:
        root: Node | None = None
        while (event := self._parser.get_event()) is not None:  # type: ignore[no-untyped-call] # the stubs give it no types
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                if root is not None:
                    raise _error(self._file, _line(event), "a second document; keep only one")
                continue
            if kind == "ScalarEvent":
                node = self._scalar(event)
            elif kind == "AliasEvent":
                node = self._alias(event)
            elif kind in {"MappingStartEvent", "SequenceStartEvent"}:
                self._begin(event, {} if kind[0] == "M" else [])
                continue
            elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
                node, anchor = self._open.pop()
                self._keys.pop()
                if anchor:
                    self._anchors[anchor] = node
            else:
                continue
            if self._open:
                self._add(node)
            else:
                root = node
        return root or Node(None, 1)

    def _begin(self, event: Any, value: dict[str, Node] | list[Node]) -> None:
        line = _line(event)
        if len(self._open) >= DEEPEST:
            raise _error(self._file, line, f"nested deeper than {DEEPEST} levels")
        if event.tag and event.tag not in {"!", f"{_TAG}map", f"{_TAG}seq"}:
            raise _error(self._file, line, f"the tag {event.tag} is not supported")
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append((Node(value, line), event.anchor))
        self._keys.append(None)

    def _add(self, node: Node) -> None:
        parent, _ = self._open[-1]
        key = self._keys[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif key is None:
            if isinstance(node.value, dict | list):
                raise _error(self._file, node.line, "a key must be text")
            self._keys[-1] = node
            return
        else:
            self._keys[-1] = None
            self._enter(parent.value, key, node)
        parent.weight += node.weight
        if parent.weight > _MOST_VALUES:
            raise _error(
                self._file,
                node.line,
                f"more than {_MOST_VALUES:,} values once aliases are written out",
            )

    def _enter(self, entries: dict[str, Node], key: Node, node: Node) -> None:
        if key.source == "<<":
            for each in node.value if isinstance(node.value, list) else [node]:
                if not isinstance(each.value, dict):
                    raise _error(self._file, key.line, "<< takes a mapping, such as *defaults")
                for name, inherited in each.value.items():
                    if name not in entries:
                        entries[name] = _Inherited.of(inherited)
            return
        name = key.source if key.source is not None else str(key.value)
        before = entries.get(name)
        if before is not None and not isinstance(before, _Inherited):
            raise _error(
                self._file,
                key.line,
                f"the key {name} stands here twice, first in line {before.line}",
            )
        entry = Node(node.value, key.line, node.source)
        entry.weight = node.weight
        entries[name] = entry

    def _scalar(self, event: "ScalarEvent") -> Node:
        line, text = _line(event), event.value
        tag = event.tag
        if tag in {None, "!"} or (tag == f"{_TAG}str"):
            plain = event.implicit[0] and tag is None
            node = Node(_resolved(text) if plain else text, line, text if plain else None)
        elif tag in {f"{_TAG}{name}" for name in ("int", "float", "bool", "null")}:
            node = Node(_resolved(text), line, text)
        else:
            raise _error(self._file, line, f"the tag {tag} is not supported")
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _alias(self, event: Any) -> Node:
        line = _line(event)
        if event.anchor not in self._anchors:
            raise _error(self._file, line, f"*{event.anchor} names no anchor before it")
        target = self._anchors[event.anchor]
        if target is None:
            raise _error(self._file, line, f"*{event.anchor} contains itself")
        node = Node(target.value, line, target.source)
        node.weight = target.weight
        return node


class _Inherited(Node):
    """A value that ``<<`` brought, which a key of the mapping's own replaces."""

    __slots__ = ()

    @classmethod
    def of(cls, node: Node) -> "_Inherited":
        twin = cls(node.value, node.line, node.source)
        twin.weight = node.weight
        return twin


def _parser(text: str) -> "Parser":
    try:
        from yaml import CSafeLoader
    except ImportError:  # PyYAML was built without libyaml
        from yaml import SafeLoader

        return SafeLoader(text)
    loader: Parser = CSafeLoader(text)  # type: ignore[assignment] # it has a Parser's methods
    return loader


def _resolved(text: str) -> bool | float | str | None:
    """A plain scalar by YAML 1.2's core schema."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789" or len(text) > _LONGEST_NUMBER or "_" in text:
        return text
    try:
        return int(text, 0 if text[:2] in {"0x", "0o"} else 10)
    except ValueError:
        pass
    try:
        # Python also reads "+inf" and "-nan".
        return float(text) if text.strip("+-.0123456789eE") == "" else text
    except ValueError:
        return text


def _joined(match: "re.Match[str]") -> str:
    high, low = int(match[2], 16), int(match[3], 16)
    return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _error(file: str, line: int | None, message: str) -> TenantFileError:
    return TenantFileError([Problem(file, line, "", message)])
