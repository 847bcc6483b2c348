"""What the page of the journal shows: a row for each request, and what it opens to."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import ClassVar

from mock_auth0.control.har import pairs
from mock_auth0.http.control.page import ControlView
from mock_auth0.model.recorded_request import RecordedRequest

_SECOND, _PRECISE = 1000, 10
"""Milliseconds: from when on they are told in seconds, and until when with a decimal."""
FILTERS = ("path", "client", "user", "status", "error")
"""Those that the form has; others are kept as they were given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A request, and how it is shown."""

    request: RecordedRequest

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
                yield title, pairs(values)

    @property
    def answer(self) -> str:
        """The JSON of the answer, to be read; empty where it is none."""
        answer = self.request.answer
        return "" if answer is None else json.dumps(answer, indent=2, ensure_ascii=False)


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


def _told(duration: timedelta) -> str:
    """A duration in two or three digits.

    >>> [_told(timedelta(milliseconds=each)) for each in (4.21, 42.4, 1250)]
    ['4.2 ms', '42 ms', '1.2 s']
    """
    milliseconds = duration / timedelta(milliseconds=1)
    if milliseconds >= _SECOND:
        return f"{milliseconds / _SECOND:.1f} s"
    return f"{milliseconds:.1f} ms" if milliseconds < _PRECISE else f"{milliseconds:.0f} ms"
