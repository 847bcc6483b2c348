"""A browser without a network: it asks an ASGI application, keeps cookies, follows nothing."""

import asyncio
import atexit
import json
import threading
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
_FOUND = 302


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers, body. A header that came more than once has one line for each.

    Two are equal where Auth0 sees no difference: the mock's own explanation does not count.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    explanation: str = field(default="", compare=False)
    request_id: str = field(default="", compare=False)
    """That of a redirect, no two alike."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def location(self) -> str:
        return self.headers["location"]

    @property
    def parameters(self) -> dict[str, str]:
        """What a redirect carries, in its query or its fragment."""
        parts = urlsplit(self.location)
        return dict(parse_qsl(parts.fragment or parts.query, keep_blank_values=True))

    @property
    def cookies(self) -> list[str]:
        return self.headers.get("set-cookie", "").splitlines()


class NoAnswerError(AssertionError):
    """The application returned without a word."""


@dataclass(slots=True)
class Browser:
    """One browser at one address. ``sends`` are headers that go along with every request."""

    app: Any
    address: str = "http://localhost:1000"
    prefix: str = ""
    sends: Mapping[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, target: str, /, *, headers: Mapping[str, str] = {}, **query: str) -> Answer:
        if query:
            target += ("&" if "?" in target else "?") + urlencode(query)
        return self.ask("GET", target, headers=headers)

    def post(
        self,
        target: str,
        form: Mapping[str, str] | None = None,
        *,
        json: object = None,
        body: bytes = b"",
        content_type: str = FORM,
        headers: Mapping[str, str] = {},
    ) -> Answer:
        if form is not None:
            body = urlencode(form).encode()
        elif json is not None:
            body, content_type = _encoded(json), JSON
        return self.ask(
            "POST", target, headers={"content-type": content_type, **headers}, body=body
        )

    def options(self, target: str, *, headers: Mapping[str, str] = {}) -> Answer:
        return self.ask("OPTIONS", target, headers=headers)

    def ask(
        self, method: str, target: str, *, headers: Mapping[str, str] = {}, body: bytes = b""
    ) -> Answer:
        scheme, _, host = self.address.partition("://")
        path, _, query = target.partition("?")
        sent = {"host": host, **self.sends}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent |= headers
        answer = ask(
            self.app,
            method,
            self.prefix + unquote(path),
            query.encode(),
            [(name.encode(), value.encode("latin-1")) for name, value in sent.items()],
            chunks=[body],
            scheme=scheme,
        )
        for cookie in answer.cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
            if "Max-Age=0;" in cookie:
                del self.cookies[name]
        return answer


def ask(
    app: Any,
    method: str,
    path: str,
    query: bytes = b"",
    headers: Iterable[tuple[bytes, bytes]] = (),
    *,
    chunks: Iterable[bytes] = (b"",),
    scheme: str = "http",
    server: tuple[str, int | None] | None = ("127.0.0.1", 1000),
    gives_up: bool = False,
) -> Answer:
    """One request, byte for byte; ``gives_up``: the client is gone before its body ends."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": scheme,
        "path": path,
        "raw_path": path.encode("utf-8", "surrogatepass"),
        "query_string": query,
        "root_path": "",
        "headers": list(headers),
        "server": server,
        "client": ("127.0.0.1", 50000),
    }
    return _run(exchange(app, scope, chunks, gives_up=gives_up))


_runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
atexit.register(_runner.close)


def _run(request: Coroutine[Any, Any, Answer]) -> Answer:
    """As `asyncio.run` would, in an event loop that lasts: to make one costs as much as to ask."""
    if threading.current_thread() is not threading.main_thread():
        return asyncio.run(request)
    try:
        return _runner.run(request)
    finally:
        if left := asyncio.all_tasks(_runner.get_loop()):
            _runner.run(_cancel(left))


async def _cancel(tasks: Iterable[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def exchange(
    app: Any, scope: dict[str, Any], chunks: Iterable[bytes] = (b"",), *, gives_up: bool = False
) -> Answer:
    """One request and its answer, which must be one that a server can write."""
    body = [*chunks]
    incoming = [
        {"type": "http.request", "body": chunk, "more_body": gives_up or i < len(body) - 1}
        for i, chunk in enumerate(body)
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if not incoming and not gives_up:
            await asyncio.Event().wait()  # it stays until it has its answer
        return incoming.pop(0) if incoming else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    if not sent:
        raise NoAnswerError
    start, *parts = sent
    assert [start["type"], *{part["type"] for part in parts}] == [
        "http.response.start",
        "http.response.body",
    ]
    content = b"".join(part.get("body", b"") for part in parts)
    headers: dict[str, str] = {}
    for name, value in start["headers"]:
        assert name == name.lower()
        assert not {*b"\r\n\0"}.intersection(value), value
        key, text = name.decode("ascii"), value.decode("latin-1")
        headers[key] = f"{headers[key]}\n{text}" if key in headers else text
    assert headers.pop("content-length") == str(len(content))
    explanation = headers.pop("x-mock-auth0-explain", "")
    request_id = headers.pop("x-auth0-requestid", "") if start["status"] == _FOUND else ""
    return Answer(start["status"], headers, content, explanation, request_id)


def _encoded(content: object) -> bytes:
    return json.dumps(content).encode()
