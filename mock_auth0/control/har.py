"""An HTTP archive: what browsers' developer tools and proxies read and write.

HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from mock_auth0.control.wire import plain
from mock_auth0.model.exchange import Exchange
from mock_auth0.model.recorded_request import RecordedRequest
from mock_auth0.tenant import recorded
from mock_auth0.version import version

_UNKNOWN = -1


def archive(exchanges: Iterable[Exchange], address: str) -> dict[str, Any]:
    """The archive; ``address`` for requests that did not say whom they asked."""
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "mock-auth0", "version": version()},
            "entries": [_entry(each, recorded.read(each), address) for each in exchanges],
        }
    }


def _entry(exchange: Exchange, shown: RecordedRequest, address: str) -> dict[str, Any]:
    milliseconds = round(exchange.seconds * 1000, 3)
    return {
        "startedDateTime": plain(shown.at),
        "time": milliseconds,
        "request": _request(exchange, shown, address),
        "response": _response(exchange, shown),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
    }


def _request(exchange: Exchange, shown: RecordedRequest, address: str) -> dict[str, Any]:
    host = shown.headers.get("host")
    base = f"{shown.scheme}://{host}" if isinstance(host, str) and host else address.rstrip("/")
    query = [*pairs(shown.query)]
    asked = f"?{urlencode([(each['name'], each['value']) for each in query])}" if query else ""
    request: dict[str, Any] = {
        "method": shown.method,
        "url": base + quote(shown.path, safe="/:@!$&'()*+,;=-._~|") + asked,
        "httpVersion": "HTTP/1.1",
        "cookies": _cookies(shown.headers.get("cookie", "")),
        "headers": [*pairs(shown.headers)],
        "queryString": query,
        "headersSize": _UNKNOWN,
        "bodySize": len(exchange.body),
    }
    if exchange.body:
        request["postData"] = _post_data(shown)
    return request


def _post_data(shown: RecordedRequest) -> dict[str, Any]:
    mime_type = str(shown.headers.get("content-type", ""))
    if "json" in mime_type:
        text = json.dumps(shown.fields, ensure_ascii=False)
        return {"mimeType": mime_type, "params": [], "text": text}
    params = [*pairs(shown.fields)]
    text = urlencode([(each["name"], each["value"]) for each in params])
    return {"mimeType": mime_type, "params": params, "text": text}


def _response(exchange: Exchange, shown: RecordedRequest) -> dict[str, Any]:
    content: dict[str, Any] = {
        "size": exchange.answer_size,
        "mimeType": str(shown.answer_headers.get("content-type", "")),
    }
    if shown.answer is not None:
        content["text"] = json.dumps(shown.answer, ensure_ascii=False)
    elif exchange.answer_size:
        content["comment"] = "left out: it may hold secrets"
    set_cookie = shown.answer_headers.get("set-cookie", [])
    cookies = [set_cookie] if isinstance(set_cookie, str) else set_cookie
    return {
        "status": shown.status,
        "statusText": HTTPStatus(shown.status).phrase if shown.status in _STATUSES else "",
        "httpVersion": "HTTP/1.1",
        "cookies": [each for text in cookies for each in _cookies(text.partition(";")[0])],
        "headers": [*pairs(shown.answer_headers)],
        "content": content,
        "redirectURL": str(shown.answer_headers.get("location", "")),
        "headersSize": _UNKNOWN,
        "bodySize": exchange.answer_size,
    }


_STATUSES = frozenset(HTTPStatus)


def pairs(values: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """``name`` and ``value`` of each; what is no text as JSON."""
    for name, value in values.items():
        for each in value if isinstance(value, list) else [value]:
            yield {"name": name, "value": each if isinstance(each, str) else json.dumps(each)}


def _cookies(text: object) -> list[dict[str, str]]:
    pairs = (each.strip().rpartition("=") for each in str(text).split(";") if each.strip())
    return [{"name": name, "value": value} for name, _, value in pairs]
