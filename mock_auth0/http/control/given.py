"""What is given to a verb over HTTP: its world; the members of a JSON object, or of the query.

RFC 8259 §8-9: text must be Unicode, and a reader may limit how deep it goes.
"""

import json
from collections.abc import Mapping
from typing import Any

from mock_auth0.control.verb import Verb
from mock_auth0.control.world import World
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.scope_keys import WORLDS
from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_request
from mock_auth0.tenant.file.node import DEEPEST

WITH_BODY = ("POST", "PATCH")
_JSON = "application/json"


def world_of(request: TenantRequest) -> World:
    """What a verb acts on: the tenant, at the address that was asked."""
    return World(request.tenant, request.issuer, request.address, request.scope.get(WORLDS))


async def given(request: TenantRequest, verb: Verb) -> Mapping[str, Any]:
    """By name. Raises `OAuthError` for what is no JSON object that could be passed on."""
    if request.method not in WITH_BODY:
        query = request.query
        return {name: query.get(name) for name in query.names}
    sent_as = request.header(b"content-type")
    if sent_as is not None:
        _check_type(sent_as)
    content = await request.body_object(verb.largest)
    if request.sent:
        # What a page of any site can send without asking has another type, or none.
        _check_type(sent_as or "")
    _check_depth(content)
    if b"\\u" in request.sent:
        _check_unicode(content)
    return content


def _check_type(content_type: str) -> None:
    if content_type.partition(";")[0].strip().lower() != _JSON:
        text = f"send the body with content-type: {_JSON} (curl --json does)"
        raise OAuthError(ErrorCode.INVALID_REQUEST, text, 415, text)


def _check_depth(content: Mapping[str, Any]) -> None:
    level: list[Any] = [content]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for each in level:
            inside = each.values() if isinstance(each, dict) else each
            below += [value for value in inside if isinstance(value, dict | list)]
        if not below:
            return
        level = below
    text = f"the body is nested deeper than {DEEPEST} levels"
    raise invalid_request(text, remedy=text)


def _check_unicode(content: Mapping[str, Any]) -> None:
    try:
        json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        text = "the body holds half of a surrogate pair, which is no Unicode"
        raise invalid_request(text, remedy=text) from error
