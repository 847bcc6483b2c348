"""Reading a request's parameters once: from the query, a form or JSON.

RFC 6749 §3.1-3.2, appendix B · FastAPI's own 422 is no OAuth error, so none of its readers is used.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.unicode import is_unicode

_MOST_FIELDS = 1000
_LONGEST_REMEMBERED = 256


def from_query(query: bytes) -> Params:
    """``application/x-www-form-urlencoded``, as in a query and in a form."""
    if not query:
        return Params()
    if query.count(b"&") >= _MOST_FIELDS:
        raise invalid_request(
            "Invalid request parameters", remedy=f"send at most {_MOST_FIELDS} parameters"
        )
    values: dict[str, str] = {}
    repeated: set[str] = set()
    try:
        # WHATWG URL §5.1. The standard library's parser costs as much as the rest of the request.
        for field in query.decode().split("&"):
            name, _, value = field.partition("=")
            if "%" in field or "+" in field:
                name, value = _decoded(name), _decoded(value)
            if name in values:
                repeated.add(name)
            values[name] = value
    except UnicodeDecodeError as error:
        raise invalid_request(
            "Invalid request parameters", remedy=f"percent-encoded UTF-8 is expected: {error}"
        ) from error
    return _params(values, repeated)


def from_json(body: bytes) -> Params:
    """A JSON object; values that are no strings count only for whoever reads them."""
    return from_object(json_object(body))


def from_object(content: dict[str, Any]) -> Params:
    """The same of one that has been read."""
    values: dict[str, str] = {}
    malformed: set[str] = set()
    objects: dict[str, dict[str, Any]] = {}
    for name, value in content.items():
        if isinstance(value, str) and is_unicode(value):
            if value:
                values[name] = value
        elif name == "scope" and _is_texts(value):
            values[name] = " ".join(value)
        elif value is not None:
            malformed.add(name)
            if isinstance(value, dict):
                objects[name] = value
    return Params(values, frozenset(malformed), objects)


def json_object(body: bytes) -> dict[str, Any]:
    """A JSON object as it is; no body is an empty one. Raises ``invalid_body``."""
    if not body:
        return {}
    try:
        content = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise OAuthError(
            ErrorCode.INVALID_BODY, "Bad Request", remedy=f"the body is no JSON: {error}"
        ) from error
    if not isinstance(content, dict):
        raise OAuthError(ErrorCode.INVALID_BODY, "Bad Request", remedy="send a JSON object")
    return content


def from_pairs(pairs: Iterable[tuple[str, str]]) -> Params:
    """Names that come twice are malformed; empty values are absent."""
    values: dict[str, str] = {}
    repeated: set[str] = set()
    for name, value in pairs:
        if name in values:
            repeated.add(name)
        values[name] = value
    return _params(values, repeated)


def _params(values: dict[str, str], repeated: set[str]) -> Params:
    if "" in values.values():
        values = {name: value for name, value in values.items() if value}
    return Params(values, frozenset(repeated))


def _decoded(text: str) -> str:
    return _unquoted(text) if len(text) < _LONGEST_REMEMBERED else _unquoted.__wrapped__(text)


@lru_cache(maxsize=512)
def _unquoted(text: str) -> str:
    """What is encoded is mostly the same few callbacks, scopes and audiences."""
    return unquote_to_bytes(text.replace("+", " ")).decode()


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _is_texts(value: object) -> bool:
    """A list of texts, which is how Auth0 takes scopes as well."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, str) and is_unicode(each) for each in value)
    )
