"""Putting what came and what went into the journal. Knows no framework: the `Doorway` uses it."""

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

from mock_auth0.model.control_path import is_control
from mock_auth0.model.exchange import Exchange, Refusal
from mock_auth0.tenant.journal import LARGEST_PART
from mock_auth0.tenant.tenant import Tenant

if TYPE_CHECKING:
    from starlette.responses import Response

    from mock_auth0.http.request import TenantRequest


class Record:
    """A request that is being answered. It is kept when it has ended, one way or the other."""

    __slots__ = ("_at", "_begun", "_scope", "_tenant")

    def __init__(self, tenant: Tenant, scope: Mapping[str, Any]) -> None:
        self._tenant, self._scope = tenant, scope
        self._at, self._begun = tenant.clock.now(), perf_counter()
        if tenant.journal.notes:
            # Left by a verb of the test, which is no request.
            tenant.journal.notes.clear()

    def answered(self, request: "TenantRequest", response: "Response") -> None:
        """It gets this answer."""
        self.ended(
            response.status_code,
            response.raw_headers,
            bytes(response.body),
            request.sent,
            request.refusal,
        )

    def ended(
        self,
        status: int = 0,
        headers: Sequence[tuple[bytes, bytes]] = (),
        answer: bytes = b"",
        body: bytes = b"",
        refusal: Refusal | None = None,
    ) -> None:
        """It was answered so; status 0: nobody waits for the answer any more."""
        scope, journal = self._scope, self._tenant.journal
        path, query, client = scope["path"], scope.get("query_string", b""), scope.get("client")
        head, answer_head = _lines(scope["headers"]), _lines(headers)
        # RFC 9110 §9.3.2: to HEAD none is sent.
        answer_size = 0 if scope["method"] == "HEAD" else len(answer)
        if not _is_json(headers):
            answer = b""
        size = len(path) + len(query) + len(body) + len(answer)
        if size > LARGEST_PART:
            path, query = path[:LARGEST_PART], query[:LARGEST_PART]
            body, answer = body[:LARGEST_PART], answer[:LARGEST_PART]
            size = len(path) + len(query) + len(body) + len(answer)
        journal.put(
            Exchange(
                self._at,
                perf_counter() - self._begun,
                scope["method"],
                scope.get("scheme", "http"),
                path,
                query,
                client[0] if client else None,
                head,
                body,
                status,
                answer_head,
                answer,
                answer_size,
                refusal,
                journal.take_notes() if journal.notes else (),
                size + len(head) + len(answer_head),
            )
        )


def begun(tenant: Tenant, scope: Mapping[str, Any]) -> Record | None:
    """The record of a request to the tenant, where one is kept."""
    return Record(tenant, scope) if tenant.journal.size else None


def keep(request: "TenantRequest", response: "Response") -> None:
    """Record what no route has answered, unless it asked for something of the control API."""
    record = None if is_control(request.path) else begun(request.tenant, request.scope)
    if record is not None:
        record.answered(request, response)


def _is_json(headers: Sequence[tuple[bytes, bytes]]) -> bool:
    for name, value in headers:
        if name == b"content-type":
            return b"json" in value
    return False


def _lines(headers: Sequence[tuple[bytes, bytes]]) -> bytes:
    lines = b"\n".join(map(b"\n".join, headers))
    if lines.count(b"\n") >= 2 * len(headers) > 0:
        # No server lets them in: values could pass for the headers of others.
        lines = b"\n".join(part.replace(b"\n", b" ") for pair in headers for part in pair)
    return lines if len(lines) <= LARGEST_PART else lines[:LARGEST_PART]
