"""The verbs over HTTP: ``/_mock/…``, JSON in and out.

The body of a POST or PATCH, the query of a GET or DELETE holds the options, by the names that they
have in Python. What is no option is refused by name: a typing error cannot pass for success. A verb
that returns nothing is answered with 204.
"""

import asyncio
from collections.abc import Coroutine, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect

from mock_auth0.control.registry import VERBS
from mock_auth0.control.verb import Verb
from mock_auth0.control.wire import plain
from mock_auth0.http.control import outbox, requests
from mock_auth0.http.control.given import WITH_BODY, given, world_of
from mock_auth0.http.control.page import Page
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute
from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_request
from mock_auth0.tenant.file.problems import did_you_mean

if TYPE_CHECKING:
    from pydantic import BaseModel

_NOT_FOUND, _CONFLICT = 404, 409
_PREFIX = "/_mock"

_PAGES: Mapping[str, Page] = {**outbox.PAGES, **requests.PAGES}
"""What a browser is shown where a program gets the answer of the verb."""


class Door:
    """One path and its verbs, by method; and what a browser is shown there instead."""

    def __init__(self, verbs: Mapping[str, Verb], page: Page | None = None) -> None:
        self.verbs = verbs
        self._page = page
        self._models: dict[str, type[BaseModel]] = {}

    async def __call__(self, request: TenantRequest) -> Answer:
        """Carry out the verb of this method."""
        method = "GET" if request.method == "HEAD" else request.method
        verb = self.verbs[method]
        if self._page is not None and method == "GET" and request.wants_page:
            return self._page(request, partial(self._checked, verb))
        named = await given(request, verb)
        options = self._checked(verb, {**named, **request.path_params})
        try:
            result = verb.run(world_of(request), **options)
            if verb.is_asynchronous:
                result = await _while_connected(request, result)
        except AssertionError as error:
            text = _text_of(error)
            raise OAuthError(ErrorCode.ASSERTION_FAILED, text, _CONFLICT, text) from error
        except (LookupError, TimeoutError) as error:
            raise OAuthError(
                ErrorCode.NOT_FOUND, _text_of(error), _NOT_FOUND, _text_of(error)
            ) from error
        except (ValueError, OverflowError) as error:
            raise invalid_request(_text_of(error), remedy=_text_of(error)) from error
        if result is None:
            return Answer(204, b"", NO_STORE)
        return json_answer(200, plain(result), NO_STORE)

    def model(self, verb: Verb) -> "type[BaseModel]":
        """What the verb takes, for checking and for the OpenAPI document."""
        if verb.name not in self._models:
            from pydantic import ConfigDict, create_model

            fields: dict[str, Any] = {
                each.name: (each.type, ... if each.is_required else each.default)
                for each in verb.options.values()
            }
            config = ConfigDict(
                extra="allow" if verb.is_open else "forbid", arbitrary_types_allowed=True
            )
            name = "".join(map(str.capitalize, verb.name.split(".")))
            self._models[verb.name] = create_model(name, __config__=config, **fields)
        return self._models[verb.name]

    def _checked(self, verb: Verb, given: Mapping[str, Any]) -> dict[str, Any]:
        from pydantic import ValidationError

        for name, value in given.items():
            option = verb.options.get(name)
            if option is None and not verb.is_open:
                hint = did_you_mean(name, verb.options)
                known = ", ".join(verb.options) or "no options"
                text = f"{verb.name}: unknown field {name[:100]!r}{hint or f'; it takes {known}'}"
                raise invalid_request(text, remedy=text)
            if isinstance(value, bool) and option is not None and option.is_number:
                text = f"{verb.name}: {name}: input should be a number"
                raise invalid_request(text, remedy=text)
        try:
            checked = self.model(verb).model_validate(dict(given))
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            where = ".".join(str(part) for part in first["loc"][:1])
            text = f"{verb.name}: {where}: {first['msg'].lower()}"
            raise invalid_request(text, remedy=text) from error
        # Not by `getattr`, which finds methods of the model, too.
        values = {**vars(checked), **(checked.model_extra or {})}
        return {name: values[name] for name in given}


class ControlRoute(JsonRoute):
    """The verbs of one path. Pages of other origins may not use it, unless a client has them."""

    def by_method(self) -> "Iterator[ControlRoute]":
        """One for each verb, so that the OpenAPI document has its options."""
        door = self.endpoint
        assert isinstance(door, Door)  # see `routes`
        for method in sorted(self.methods):
            verb = door.verbs[method]
            yield type(self)(
                self.path,
                door,
                methods=[method],
                summary=verb.summary,
                description=verb.description,
                tags=["control"],
            )

    @property
    def openapi_extra(self) -> dict[str, Any] | None:
        """The options, described when somebody asks: models for all verbs are slow to make."""
        door = self.endpoint
        assert isinstance(door, Door)  # see `routes`
        return _documented(door, door.verbs[min(self.methods)])

    @openapi_extra.setter
    def openapi_extra(self, value: dict[str, Any] | None) -> None:
        """FastAPI's own; there is none here."""


def _documented(door: Door, verb: Verb) -> dict[str, Any]:
    schema = door.model(verb).model_json_schema(mode="validation")
    if verb.method in WITH_BODY:
        body = {"content": {"application/json": {"schema": schema}}, "required": False}
        return {"requestBody": body}
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": of}
            for name, of in schema.get("properties", {}).items()
            if f"{{{name}}}" not in verb.path
        ]
    }


def routes(verbs: Iterable[Verb]) -> tuple[ControlRoute, ...]:
    """A route for each path."""
    by_path: dict[str, dict[str, Verb]] = {}
    for verb in verbs:
        by_path.setdefault(verb.path, {})[verb.method] = verb
    return tuple(
        ControlRoute(_PREFIX + path, Door(methods, _PAGES.get(path)), methods=[*methods])
        for path, methods in by_path.items()
    )


async def _while_connected(request: TenantRequest, verb: Coroutine[Any, Any, Any]) -> Any:
    """What the verb returns. Raises `ClientDisconnect` once there is nobody to wait for."""
    carried_out, gone = asyncio.ensure_future(verb), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((carried_out, gone), return_when=asyncio.FIRST_COMPLETED)
        if not carried_out.done():
            raise ClientDisconnect
        return carried_out.result()
    finally:
        for task in (carried_out, gone):
            task.cancel()
        await asyncio.gather(carried_out, gone, return_exceptions=True)


async def _gone(request: TenantRequest) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _text_of(error: Exception) -> str:
    return str(error.args[0]) if error.args else str(error)


ROUTES = routes(VERBS.values())
