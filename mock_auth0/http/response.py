"""A response whose bytes are ready: what every protocol endpoint returns."""

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha1

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

Header = tuple[bytes, bytes]

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode

NO_STORE: tuple[Header, ...] = ((b"cache-control", b"no-store"), (b"pragma", b"no-cache"))
NEVER_CACHE: tuple[Header, ...] = (
    (
        b"cache-control",
        b"private, no-store, no-cache, must-revalidate, post-check=0, pre-check=0, no-transform",
    ),
)
NO_SNIFF: Header = (b"x-content-type-options", b"nosniff")


class Answer(Response):
    """Status, headers and body, sent as they are."""

    def __init__(self, status: int, body: bytes, headers: Iterable[Header] = ()) -> None:
        # Starlette's own initialiser encodes and guesses; here everything is said already.
        self.status_code = status
        self.body = body
        self.raw_headers = [*headers, (b"content-length", b"%d" % len(body))]
        self.background = None

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it."""
        await send(
            {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": self.raw_headers,
            }
        )
        await send({"type": "http.response.body", "body": self.body})


def json_answer(
    status: int,
    content: object,
    headers: Iterable[Header] = (),
    *,
    content_type: bytes = b"application/json; charset=utf-8",
) -> Answer:
    """The content as compact JSON."""
    return Answer(
        status, _encode(content).encode(), [(b"content-type", content_type), NO_SNIFF, *headers]
    )


def entity_tag(body: bytes) -> bytes:
    """RFC 9110 §8.8.3, as Express writes it: the length and a digest.

    >>> entity_tag(b"")
    b'W/"0-2jmj7l5rSw0yVb/vlWAYkK/YBwk"'
    """
    digest = b64encode(sha1(body, usedforsecurity=False).digest())[:27]
    return b'W/"%x-%b"' % (len(body), digest)


def html_answer(status: int, page: str, headers: Iterable[Header] = ()) -> Answer:
    """A page."""
    return Answer(
        status, page.encode(), [(b"content-type", b"text/html; charset=utf-8"), NO_SNIFF, *headers]
    )
