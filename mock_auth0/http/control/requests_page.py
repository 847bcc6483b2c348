"""What the page of the journal shows: a row for each request, and what it opens to."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from itertools import islice
from typing import Any, ClassVar

from mock_auth0.control.har import pairs
from mock_auth0.http.control.page import ControlView
from mock_auth0.model.recorded_request import RecordedRequest

_SECOND, _PRECISE = 1000, 10
"""Milliseconds: from when on they are told in seconds, and until when with a decimal."""
_MOST_ROWS = 50
"""Of one part."""
_LONGEST, _LONGEST_ANSWER = 1000, 8000
"""Characters. Whoever wants all of it has the JSON and the archive."""
FILTERS = ("path", "client", "user", "status", "error")
"""Those that the form has; others are kept as they were given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A request, and how it is shown."""

    request: RecordedRequest

    @classmethod
    def of(cls, request: RecordedRequest) -> "Entry":
        """The request, as far as one reads it."""
        names = ("path", "client", "user", "grant_type", "description", "explanation")
        texts: dict[str, Any] = {name: _cut(getattr(request, name)) for name in names}
        return cls(replace(request, **texts))

    @property
    def tone(self) -> str:
        """How it ended: ``ok``, ``refused``, or ``failed`` where that is nobody's intention."""
        if not self.request.error:
            return "ok"
        is_failure = not HTTPStatus.OK <= self.request.status < HTTPStatus.INTERNAL_SERVER_ERROR
        return "failed" if is_failure else "refused"

    @property
    def duration(self) -> str:
        """How long the answer took."""
        return _told(self.request.duration)

    @property
    def parts(self) -> Iterator[tuple[str, Sequence[Mapping[str, str]]]]:
        """What was sent and answered: a title, and names with their values."""
        request = self.request
        for title, values in (
            ("Query", request.query),
            ("Fields", request.fields),
            ("Headers", request.headers),
            ("Headers of the answer", request.answer_headers),
        ):
            if values:
                yield title, _rows(values)

    @property
    def answer(self) -> str:
        """The JSON of the answer, to be read; empty where it is none."""
        answer = self.request.answer
        text = "" if answer is None else json.dumps(answer, indent=2, ensure_ascii=False)
        return _cut(text, _LONGEST_ANSWER) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsView(ControlView):
    """``entries`` newest first, and how many ``more`` are meant, of ``total`` in the journal."""

    template: ClassVar[str] = "requests.html"
    place: ClassVar[str] = "/requests"
    filters: ClassVar[tuple[str, ...]] = FILTERS

    entries: Sequence[Entry]
    more: int
    total: int
    is_kept: bool
    """Whether there is a journal at all."""
    given: Mapping[str, str]
    """The filters, as they were typed."""
    query: str
    """The same in a URL."""
    problem: str
    """Why they make no sense."""
    address: str


def _rows(values: Mapping[str, Any]) -> list[Mapping[str, str]]:
    found = pairs(values)
    rows: list[Mapping[str, str]] = [
        {name: _cut(text) or "" for name, text in row.items()} for row in islice(found, _MOST_ROWS)
    ]
    more = sum(1 for _ in found)
    return [*rows, {"name": "…", "value": f"and {more} more"}] if more else rows


def _cut(text: str | None, longest: int = _LONGEST) -> str | None:
    """The beginning of a long text.

    >>> _cut("abcdef", 4), _cut("abcd", 4), _cut(None)
    ('abcd… (6 characters)', 'abcd', None)
    """
    if text is None or len(text) <= longest:
        return text
    return f"{text[:longest]}… ({len(text)} characters)"


def _told(duration: timedelta) -> str:
    """A duration in two or three digits.

    >>> [_told(timedelta(milliseconds=each)) for each in (4.21, 42.4, 1250)]
    ['4.2 ms', '42 ms', '1.2 s']
    """
    milliseconds = duration / timedelta(milliseconds=1)
    if milliseconds >= _SECOND:
        return f"{milliseconds / _SECOND:.1f} s"
    return f"{milliseconds:.1f} ms" if milliseconds < _PRECISE else f"{milliseconds:.0f} ms"
