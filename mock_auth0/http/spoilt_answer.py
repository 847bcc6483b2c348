"""An answer on its way out, changed as a fault has it: other headers, slow, cut off."""

import asyncio
from collections.abc import Iterable

from starlette.types import Message, Scope, Send

from mock_auth0.http import connection
from mock_auth0.http.fault_answers import explanation
from mock_auth0.http.rate_limits import nothing_left
from mock_auth0.http.read_ahead import ReadAhead
from mock_auth0.http.response import Header
from mock_auth0.model.fault import Effect
from mock_auth0.tenant.faults import FaultRule
from mock_auth0.tenant.tenant import Tenant

_TICK = 0.05
"""Seconds between two parts of a slow body."""
_GARBAGE_SIZE = 32


class SpoiltAnswer:
    """Stands in for ``send``. It goes out when it is whole."""

    def __init__(self, rule: FaultRule, scope: Scope, ahead: ReadAhead, send: Send) -> None:
        self._rule, self._scope, self._ahead, self._send = rule, scope, ahead, send
        self._start: Message = {}
        self._body = b""

    @property
    def _effect(self) -> Effect:
        return self._rule.fault.effect

    async def __call__(self, message: Message) -> None:
        """ASGI's."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._go_out()

    async def _go_out(self) -> None:
        effect, body = self._effect, self._body
        has_body = self._scope["method"] != "HEAD" and len(body) > 0
        if effect.garbage and has_body:
            body = garbage(self._rule)
        await self._send({**self._start, "headers": self._headers(len(body))})
        if not has_body:
            await self._send({"type": "http.response.body", "body": body})
            return
        is_cut = effect.truncate is not None and effect.truncate < len(body)
        sent = body[: effect.truncate] if is_cut else body
        if not await self._send_slowly(sent, more=is_cut) or not is_cut:
            return
        await connection.end(self._send, self._ahead, by_reset=effect.reset)

    async def _send_slowly(self, body: bytes, *, more: bool) -> bool:
        """Send it, at the speed that it may have; false once the client has left."""
        per_second = self._effect.bytes_per_second
        if self._effect.seconds_for_body is not None:
            per_second = len(body) / self._effect.seconds_for_body
        if per_second is None or not body:
            await self._send({"type": "http.response.body", "body": body, "more_body": more})
            return True
        size = max(1, int(per_second * _TICK))
        for begin in range(0, len(body), size):
            part = body[begin : begin + size]
            if not await passed(len(part) / per_second, self._ahead):
                return False
            is_last = begin + size >= len(body)
            await self._send(
                {"type": "http.response.body", "body": part, "more_body": more or not is_last}
            )
        return True

    def _headers(self, length: int) -> list[Header]:
        effect = self._effect
        tenant: Tenant = self._scope["tenant"]
        changed = dict(effect.headers)
        if effect.content_type is not None:
            changed["content-type"] = effect.content_type
        if effect.rate_limited:
            limits = nothing_left(self._scope["path"], tenant.clock.now())
            changed = {**{name.lower(): value for name, value in limits}, **changed}
        changed["x-mock-auth0-explain"] = explanation(self._rule)
        if effect.garbage:
            changed["content-length"] = str(length)
        return _replaced(self._start.get("headers", ()), changed)


async def passed(seconds: float, ahead: ReadAhead) -> bool:
    """Let time pass, the wall's; false as soon as the client leaves."""
    leaving = asyncio.ensure_future(ahead.leave())
    try:
        await asyncio.wait({leaving}, timeout=seconds)
        return not leaving.done()
    finally:
        leaving.cancel()


def garbage(rule: FaultRule) -> bytes:
    """Bytes that no decoder takes for text, the same for the same seed."""
    return b"\xff\xfe\x00" + rule.fault.schedule.bytes_of("garbage", rule.hits, _GARBAGE_SIZE)


def _replaced(headers: Iterable[Header], changed: dict[str, str]) -> list[Header]:
    named = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in changed.items()]
    names = {name for name, _ in named}
    return [each for each in headers if each[0] not in names] + named
