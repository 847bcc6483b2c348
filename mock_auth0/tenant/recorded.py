"""Reading the journal: an exchange of bytes as it may be shown.

Everything here happens when somebody looks, so that a request pays nothing for it.
"""

import json
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterable, Mapping
from datetime import timedelta
from http import HTTPStatus
from math import isfinite
from typing import Any

from mock_auth0.model.exchange import Exchange
from mock_auth0.model.recorded_request import OK, RecordedRequest
from mock_auth0.oauth.masking import HIDDEN, Mask

_BY_STATUS = {
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.NOT_IMPLEMENTED: "not_emulated",
    HTTPStatus.INTERNAL_SERVER_ERROR: "server_error",
    HTTPStatus.TOO_MANY_REQUESTS: "too_many_requests",
    0: "gone",
}
_BEARER = ("bearer", "dpop")
_TYPED = ("username", "email", "phone_number", "login_hint")
_COOKIES = ("cookie", "set-cookie")
_ATTRIBUTES = frozenset({"path", "domain", "expires", "max-age", "samesite"})


def outcome(exchange: Exchange) -> str:
    """``ok``, or the error code."""
    if exchange.refusal is not None:
        return exchange.refusal.code
    if exchange.status in _BY_STATUS:
        return _BY_STATUS[exchange.status]
    return OK if exchange.status < HTTPStatus.BAD_REQUEST else str(exchange.status)


def read(exchange: Exchange) -> RecordedRequest:
    """The exchange without its secrets."""
    mask = Mask()
    head, answer_head = lines(exchange.head), lines(exchange.answer_head)
    query = _pairs(exchange.query)
    fields = _fields(exchange.body, dict(head).get("content-type", ""))
    named = dict(query) | (dict(fields) if isinstance(fields, list) else fields)
    # The answer is masked first: what it hides is then known to the rest.
    answer = _answer(mask, exchange.answer_body, dict(answer_head).get("content-type", ""))
    shown = {
        "query": _grouped((name, mask.field(name, value)) for name, value in query),
        "fields": _grouped((name, mask.field(name, value)) for name, value in fields)
        if isinstance(fields, list)
        else mask.field("", fields),
        "headers": _grouped((name, header(mask, name, value)) for name, value in head),
        "answer_headers": _grouped(
            (name, header(mask, name, value)) for name, value in answer_head
        ),
    }
    code = outcome(exchange)
    refusal = exchange.refusal
    return RecordedRequest(
        number=exchange.number,
        at=exchange.at,
        duration=timedelta(seconds=exchange.seconds),
        method=exchange.method,
        scheme=exchange.scheme,
        path=mask.scrub(mask.text(exchange.path)),
        grant_type=_text(named.get("grant_type"), mask),
        client=_text(client_of(exchange, named, head), mask),
        user=_text(user_of(exchange, named, head), mask),
        status=exchange.status,
        outcome=code,
        error=None if code == OK else code,
        description=_text(refusal.description, mask) if refusal else None,
        explanation=_text(refusal.remedy, mask) if refusal else None,
        ip=exchange.ip,
        answer=mask.scrub(answer),
        **{name: mask.scrub(values) for name, values in shown.items()},
    )


def lines(head: bytes) -> list[tuple[str, str]]:
    """The headers of a head, by lower-case name."""
    parts = head.decode("latin-1").split("\n")
    # Where the head was cut, a name may be left without its value.
    return [(name.lower(), value) for name, value in zip(parts[::2], parts[1::2], strict=False)]


def parameters(exchange: Exchange) -> dict[str, Any]:
    """What the request named, in its query and its body, as it was sent: not to be shown."""
    fields = _fields(exchange.body, dict(lines(exchange.head)).get("content-type", ""))
    return dict(_pairs(exchange.query)) | (dict(fields) if isinstance(fields, list) else fields)


def header(mask: Mask, name: str, value: str) -> str:
    """The value of a header without its secrets."""
    if name in _COOKIES:
        return "; ".join(_cookie(mask, name, each.strip()) for each in value.split(";"))
    if name in ("authorization", "proxy-authorization"):
        scheme, _, credentials = value.partition(" ")
        return f"{scheme} {mask.hide(credentials)}" if credentials else mask.hide(value)
    shown: str = mask.field(name, value)
    return shown


def client_of(
    exchange: Exchange, named: Mapping[str, Any], head: Iterable[tuple[str, str]]
) -> str | None:
    """Which client asked: what a flow said, what was named, or who authenticated."""
    noted = [each.client_id for each in exchange.notes if each.client_id]
    if noted:
        return noted[-1]
    if named.get("client_id"):
        return str(named["client_id"])
    scheme, _, credentials = dict(head).get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        return _decoded(b64decode, credentials).partition(":")[0] or None
    assertion = _claims(str(named.get("client_assertion") or ""))
    of_token = _claims(credentials) if scheme.lower() in _BEARER else {}
    found = assertion.get("sub") or of_token.get("azp") or of_token.get("client_id")
    return found if isinstance(found, str) else None


def user_of(
    exchange: Exchange, named: Mapping[str, Any], head: Iterable[tuple[str, str]]
) -> str | None:
    """Who it was about: what a flow said, whose token it is, else what somebody typed."""
    noted = [each.user_id or each.user_name for each in exchange.notes]
    known = [each for each in noted if each]
    scheme, _, credentials = dict(head).get("authorization", "").partition(" ")
    if not known and scheme.lower() in _BEARER:
        subject = _claims(credentials).get("sub")
        known = [subject] if isinstance(subject, str) and "|" in subject else []
    typed = [named[name] for name in _TYPED if named.get(name)]
    return known[-1] if known else str(typed[0]) if typed else None


def _claims(token: str) -> dict[str, Any]:
    """What a JWT says of itself, whether that is true or not."""
    payload = token.split(".")[1:2]
    claims = _json(_decoded(urlsafe_b64decode, f"{payload[0]}==").encode()) if payload else None
    return claims if isinstance(claims, dict) else {}


def _pairs(query: bytes) -> list[tuple[str, Any]]:
    from urllib.parse import parse_qsl

    text = query.decode("utf-8", "replace")
    return [*parse_qsl(text, keep_blank_values=True, errors="replace")]


def _fields(body: bytes, content_type: str) -> list[tuple[str, Any]] | dict[str, Any]:
    """A form or a JSON object; what is neither, or cannot be read, is nothing."""
    media_type = content_type.partition(";")[0].strip().lower()
    if not body:
        return {}
    if media_type == "multipart/form-data":
        return _parts(body, content_type)
    if media_type in ("", "application/x-www-form-urlencoded"):
        return _pairs(body)
    content = _json(body)
    return content if isinstance(content, dict) else {}


def _parts(body: bytes, content_type: str) -> list[tuple[str, Any]]:
    from email import message_from_bytes

    head = f"content-type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = message_from_bytes(head + body)
    fields: list[tuple[str, Any]] = []
    for part in message.get_payload() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
        payload = part.get_payload(decode=True)  # type: ignore[union-attr]
        if isinstance(name, str) and isinstance(payload, bytes):
            fields.append((name, payload.decode("utf-8", "replace")))
    return fields


def _answer(mask: Mask, body: bytes, content_type: str) -> Any:
    if "json" not in content_type:
        return None
    return mask.field("", _json(body))


def _json(body: bytes) -> Any:
    try:
        return json.loads(body, parse_constant=str, parse_float=_finite)
    except (ValueError, RecursionError):
        return None


def _finite(text: str) -> float | str:
    """As a number where JSON can hold it again."""
    value = float(text)
    return value if isfinite(value) else text


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    grouped: dict[str, list[Any]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return {name: each[0] if len(each) == 1 else each for name, each in grouped.items()}


def _cookie(mask: Mask, header_name: str, cookie: str) -> str:
    name, equals, value = cookie.partition("=")
    if header_name == "set-cookie" and (not equals or name.lower() in _ATTRIBUTES):
        return cookie
    mask.hide(value if equals else name)
    return f"{name}={HIDDEN}" if equals else HIDDEN  # RFC 6265bis §5.7: one without a name


def _text(value: Any, mask: Mask) -> str | None:
    if value is None:
        return None
    shown: str = mask.scrub(mask.text(str(value)))
    return shown


def _decoded(decode: Any, text: str) -> str:
    try:
        decoded: bytes = decode(text.encode("ascii", "replace"))
        return decoded.decode("utf-8", "replace")
    except ValueError:
        return ""
