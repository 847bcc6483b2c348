"""Liquid, as far as mails and pages need it: no loops, no files, no code, bounded output.

Liquid: https://liquidjs.com/ · Auth0: Customize Emails > Use Liquid Syntax in Email Templates
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

from mock_auth0.tenant.liquid_values import (
    LARGEST,
    LiquidError,
    Safe,
    Variables,
    expression,
    holds,
    text,
    values,
)

_DEEPEST = 32

# Bounded, so that braces without an end are no work.
_MARKUP = re.compile(
    r"\{\{(-?)(.{0,500}?)(-?)\}\}|\{%(-?)\s{0,9}(\w*)(.{0,500}?)(-?)%\}", re.DOTALL
)
_ASSIGNMENT = re.compile(r"\s*([A-Za-z_]\w*)\s*=(.*)", re.DOTALL)
_WITH_BRANCHES = {"if": {"elsif", "else"}, "unless": {"elsif", "else"}, "case": {"when", "else"}}
_VERBATIM = {"raw", "comment"}
_BLOCKS = {*_WITH_BRANCHES, *_VERBATIM, "capture"}


@dataclass(slots=True)
class _Tag:
    """A tag with what it governs: of a block, everything up to its next branch."""

    name: str
    argument: str
    body: "list[_Node]" = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """A tag up to its end."""

    name: str
    branches: list[_Tag]


_Node = str | _Tag | _Block


def render(source: str, variables: Variables, *, is_html: bool, largest: int = LARGEST) -> str:
    """The text with its variables filled in; in HTML each output is escaped.

    Raises `LiquidError`, for instance where it grows to more than ``largest`` characters.

    >>> render("Hello {{ user.name | default: 'you' }}!", {"user": {"name": "<Ada>"}}, is_html=True)
    'Hello &lt;Ada&gt;!'
    """
    rendering = _Rendering(dict(variables), is_html=is_html, largest=largest)
    rendering.write(_parse(source))
    return "".join(rendering.out)


def check(source: str) -> None:
    """Read the template, and each of its branches. Raises `LiquidError`."""
    _check(_parse(source))


class _Rendering:
    """What was written so far, and the variables as they are by now."""

    __slots__ = ("_is_html", "_largest", "_size", "_variables", "out")

    def __init__(self, variables: dict[str, Any], *, is_html: bool, largest: int) -> None:
        self._variables, self._is_html, self._largest = variables, is_html, largest
        self._size = 0
        self.out: list[str] = []

    def write(self, nodes: tuple[_Node, ...] | list[_Node]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self._emit(node)
            elif isinstance(node, _Block):
                self._block(node)
            elif node.name == "assign":
                name, source = _assignment(node.argument)
                self._variables[name] = expression(source, self._variables)
            else:
                value = expression(node.argument, self._variables)
                as_it_is = isinstance(value, Safe) or not self._is_html
                self._emit(text(value) if as_it_is else escape(text(value)))

    def _block(self, block: _Block) -> None:
        if block.name == "capture":
            outside, self.out = self.out, []
            self.write(block.branches[0].body)
            captured, self.out = "".join(self.out), outside
            self._variables[block.branches[0].argument.strip(" \t\n'\"")] = Safe(captured)
        elif block.name != "comment":
            chosen = next((each for each in block.branches if self._is_chosen(block, each)), None)
            if chosen is not None:
                self.write(chosen.body)

    def _is_chosen(self, block: _Block, branch: _Tag) -> bool:
        if branch.name in {"raw", "else"}:
            return True
        if branch.name == "case":
            return False
        if branch.name == "when":
            subject = expression(block.branches[0].argument, self._variables)
            return subject in values(branch.argument, self._variables)
        return holds(branch.argument, self._variables) is not (branch.name == "unless")

    def _emit(self, piece: str) -> None:
        self._size += len(piece)
        if self._size > self._largest:
            raise LiquidError(f"renders to more than {self._largest:,} characters")
        self.out.append(piece)


@lru_cache(maxsize=64)
def _parse(source: str) -> tuple[_Node, ...]:
    if len(source) > LARGEST:
        raise LiquidError(f"longer than {LARGEST:,} characters")
    root = _Tag("", "")
    open_blocks: list[_Block] = []
    at = 0
    for match in _MARKUP.finditer(source):
        name = match[5]
        enclosing = open_blocks[-1].name if open_blocks else ""
        if enclosing in _VERBATIM and name != f"end{enclosing}":
            continue
        before = source[at : match.start()]
        at = match.end()
        body = open_blocks[-1].branches[-1].body if open_blocks else root.body
        body.append(before.rstrip() if match[1] or match[4] else before)
        if match[3] or match[7]:
            at += len(source[at:]) - len(source[at:].lstrip())
        if name is None:
            body.append(_Tag("", match[2]))
            continue
        try:
            _tag(_Tag(name, match[6]), body, open_blocks)
        except LiquidError as error:
            line = source.count("\n", 0, match.start()) + 1
            raise LiquidError(f"line {line}: {error}") from None
    if open_blocks:
        name = open_blocks[-1].name
        raise LiquidError(f"{{% {name} %}} has no {{% end{name} %}}")
    return (*root.body, source[at:])


def _tag(tag: _Tag, body: list[_Node], open_blocks: list[_Block]) -> None:
    enclosing = open_blocks[-1].name if open_blocks else ""
    if tag.name == "assign":
        body.append(tag)
    elif tag.name in _BLOCKS:
        if len(open_blocks) >= _DEEPEST:
            raise LiquidError(f"nested deeper than {_DEEPEST} levels")
        block = _Block(tag.name, [tag])
        body.append(block)
        open_blocks.append(block)
    elif tag.name in _WITH_BRANCHES.get(enclosing, ()):
        open_blocks[-1].branches.append(tag)
    elif enclosing and tag.name == f"end{enclosing}":
        open_blocks.pop()
    else:
        raise LiquidError(
            f"the tag {tag.name!r} is not supported here; "
            f"known are assign, {', '.join(sorted(_BLOCKS))}"
        )


def _check(nodes: tuple[_Node, ...] | list[_Node]) -> None:
    for node in nodes:
        if isinstance(node, _Tag):
            expression(_assignment(node.argument)[1] if node.name else node.argument, {})
        elif isinstance(node, _Block):
            for branch in node.branches:
                if branch.name in {"if", "elsif", "unless"}:
                    holds(branch.argument, {})
                elif branch.name in {"case", "when"}:
                    values(branch.argument, {})
                _check(branch.body)


def _assignment(source: str) -> tuple[str, str]:
    match = _ASSIGNMENT.fullmatch(source)
    if match is None:
        raise LiquidError(f"assign takes name = value, not {source.strip()!r}")
    return match[1], match[2]
