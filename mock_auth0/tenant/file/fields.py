"""The values of one mapping, each of the kind that it must be."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from mock_auth0.tenant.file.entries import Entries
from mock_auth0.tenant.file.node import Node
from mock_auth0.tenant.file.problems import did_you_mean, shown

NOT_SHOWN = "_VALUE_NOT_SHOWN_"
"""What deploy-cli writes where a secret stood."""

_LONGEST = timedelta(days=36525)


class Fields(Entries):
    """Reads typed values and reports what is wrong with them; a wrong value reads as absent.

    So do ``null`` and an empty text.
    """

    __slots__ = ()

    def text(self, name: str, *, secret: bool = False) -> str | None:
        """A text."""
        node = self.node(name)
        return self._text(node, self._path(name), secret=secret) or None

    def required(self, name: str, example: str) -> str:
        """A text that must be there; empty when it is not."""
        value = self.text(name)
        if not self.has(name):
            self.missing(f"{name}, such as {name}: {example}")
        return value or ""

    def flag(self, name: str) -> bool | None:
        """True or false."""
        value = self.node(name).value
        if value is None or isinstance(value, bool):
            return value
        self.wrong(name, "must be true or false")
        return None

    def number(self, name: str, *, least: int, most: int) -> int | None:
        """A whole number in a range."""
        value = self.node(name).value
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.wrong(name, f"must be a whole number from {least} to {most}")
        return None

    def lifetime(self, name: str, unit: timedelta = timedelta(seconds=1)) -> timedelta | None:
        """A number of seconds, or of another unit. Python may give a `timedelta`."""
        value = self.node(name).value
        if value is None or (isinstance(value, timedelta) and value <= _LONGEST):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            if value <= _LONGEST / unit:
                return value * unit
            self.wrong(name, "is longer than a hundred years")
            return None
        units, example = _UNITS[unit]
        self.wrong(name, f"must be a number of {units}, such as {name}: {example}")
        return None

    def moment(self, name: str) -> datetime | None:
        """A time in ISO 8601. Python may give a `datetime`."""
        value = self.node(name).value
        if value is None:
            return None
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (TypeError, ValueError, OverflowError):
            self.wrong(name, f'must be a time, such as {name}: "2024-01-01T00:00:00Z"')
            return None

    def choice(
        self, name: str, options: Collection[str], *, rarely: Collection[str] = ()
    ) -> str | None:
        """One of a few words; of the rare ones no message speaks."""
        value = self.text(name)
        if value is None or value in options or value in rarely:
            return value
        self.wrong(name, f"must be one of {', '.join(options)}", options)
        return None

    def texts(self, name: str) -> tuple[str, ...] | None:
        """A list of texts, without empty ones."""
        nodes = self._list(name, 'such as ["one", "two"]')
        if nodes is None:
            return None
        texts = (self._text(node, self._path(name, i)) for i, node in enumerate(nodes))
        return tuple(text for text in texts if text)

    def choices(self, name: str, options: Collection[str]) -> frozenset[str] | None:
        """A list of words out of a few."""
        texts = self.texts(name)
        for i, text in enumerate(texts or ()):
            if text not in options:
                self.report.problem(
                    self.node(name).value[i].line,
                    self._path(name, i),
                    f"{shown(text)} is unknown{did_you_mean(text, options)}",
                )
        return None if texts is None else frozenset(texts)

    def urls(self, name: str, is_url: Callable[[str], bool]) -> tuple[str, ...]:
        """A list of URLs that satisfy ``is_url``."""
        nodes = self._list(name, 'such as ["http://localhost:3000"]') or []
        urls = []
        for i, node in enumerate(nodes):
            url = self._text(node, self._path(name, i))
            if not url:
                continue
            message = _why_no_url(url, is_url)
            if message:
                self.report.problem(node.line, self._path(name, i), message)
            urls.append(url)
        return tuple(urls)

    def url(self, name: str, is_url: Callable[[str], bool]) -> str | None:
        """A URL that satisfies ``is_url``."""
        url = self.text(name)
        message = _why_no_url(url, is_url) if url else None
        if message:
            self.wrong(name, message, value_is_shown=True)
        return url

    def open(self, name: str) -> dict[str, Any]:
        """A mapping that may hold anything."""
        node = self.node(name)
        if node.value is None:
            return {}
        if isinstance(node.value, dict):
            plain: dict[str, Any] = node.plain()
            if _holds_infinity(plain):
                self.wrong(name, "must hold finite numbers only: JSON has no others")
                return {}
            return plain
        self.wrong(name, "must be a mapping (key: value)")
        return {}

    def section(self, name: str) -> "Fields":
        """A mapping with keys of its own; an empty one when it is absent."""
        return Fields(self.node(name), self._path(name), self.report)

    def sections(self, name: str) -> list["Fields"]:
        """A list of mappings."""
        nodes = self._list(name, "with a mapping per line: - name: …") or []
        return [Fields(node, self._path(name, i), self.report) for i, node in enumerate(nodes)]

    def _text(self, node: Node, path: str, *, secret: bool = False) -> str | None:
        value = node.value
        if value is None or isinstance(value, str):
            return value
        if node.source is not None:
            wanted = f'write "{node.source}"' if not secret else "put it in quotes"
            self.report.problem(node.line, path, f"must be text: {wanted}")
        else:
            self.report.problem(node.line, path, f"must be text; it is {shown(value)}")
        return None

    def _list(self, name: str, such_as: str) -> list[Node] | None:
        node = self.node(name)
        if node.value is None or isinstance(node.value, list):
            return node.value
        if isinstance(node.value, str):
            such_as = f"write [{shown(node.value)}]"
        self.wrong(name, f"must be a list, {such_as}")
        return None


_UNITS = {
    timedelta(seconds=1): ("seconds", 3600),
    timedelta(minutes=1): ("minutes", 60),
    timedelta(hours=1): ("hours", 72),
}


def _holds_infinity(value: object) -> bool:
    if isinstance(value, float):
        return not isfinite(value)
    if isinstance(value, dict):
        return any(map(_holds_infinity, value.values()))
    return isinstance(value, list | tuple) and any(map(_holds_infinity, value))


def _why_no_url(url: str, is_url: Callable[[str], bool]) -> str | None:
    if "##" in url or "@@" in url:
        return f"{shown(url)} holds a keyword without a value; set it in the environment"
    # `localhost:3000` reads as a URL with the scheme `localhost`, which can never match.
    if url.startswith(("localhost", "127.0.0.1", "//")) or ":" not in url:
        return f"{shown(url)} is no URL; write http://{url.lstrip('/')}"
    return None if is_url(url) else f"{shown(url)} is no URL that a browser may be sent to"
