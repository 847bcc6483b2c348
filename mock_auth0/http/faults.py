"""Faults over HTTP: which rule a request meets, and what becomes of it.

The application asks here only while there are rules. A request that meets none is passed on, with
what was read of it.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from starlette._utils import get_route_path
from starlette.types import Receive, Scope, Send

from mock_auth0.flows.token_endpoint import caller
from mock_auth0.http import connection, params, recording
from mock_auth0.http.fault_answers import NOWHERE, explanation, instead
from mock_auth0.http.read_ahead import ReadAhead
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.routes import ProtocolRoute
from mock_auth0.http.spoilt_answer import SpoiltAnswer, passed
from mock_auth0.model.control_path import is_control
from mock_auth0.model.exchange import Refusal
from mock_auth0.model.fault import Condition
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.faults import FaultRule

log = logging.getLogger("mock_auth0")

_JSON = "application/json"

Passed = tuple[Receive, Send]
FindRoute = Callable[[Scope], ProtocolRoute | None]


async def meet(scope: Scope, receive: Receive, send: Send, route_of: FindRoute) -> Passed | None:
    """What to go on with instead of ``receive`` and ``send``; ``None``: there is nothing to do."""
    path = get_route_path(scope)
    if is_control(path):
        return receive, send
    head = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    faults = scope["tenant"].faults
    fitting = {
        id(each) for each in faults.conditions() if each.fits_head(scope["method"], path, head)
    }
    if not fitting:
        return receive, send
    ahead = ReadAhead(receive)
    await ahead.read()
    parameters = await _parameters(scope, ahead)
    rule = None
    if not ahead.is_gone:
        request = TenantRequest(scope)
        rule = faults.meet(
            # While the body was read, rules may have come; they have not seen this request.
            lambda condition: id(condition) in fitting and _fits(condition, request, parameters)
        )
    if rule is None:
        return ahead.receive, send
    log.info("%s %s meets %s", scope["method"], path, rule.fault_id)
    met = _Met(rule, scope, ahead, send, parameters)
    try:
        return await met.happen(route_of)
    except asyncio.CancelledError:
        # The server stops, and does not wait for this.
        if connection.transport_of(send) is None:
            raise
        await connection.end(send, ahead, by_reset=False)
        return None


@dataclass(frozen=True, slots=True)
class _Met:
    """A request and its rule."""

    rule: FaultRule
    scope: Scope
    ahead: ReadAhead
    send: Send
    parameters: Mapping[str, str]

    async def happen(self, route_of: FindRoute) -> Passed | None:
        """Do it; what is left to do, as of `meet`."""
        effect, record = self.rule.fault.effect, recording.begun(self.scope["tenant"], self.scope)
        if not await self._delay():
            if record is not None:
                record.ended(0, body=self.ahead.body)
            return None
        if effect.close or (effect.reset and effect.truncate is None):
            if record is not None:
                name = "reset" if effect.reset else "close"
                refusal = Refusal(name, "The connection was ended", explanation(self.rule))
                record.ended(0, body=self.ahead.body, refusal=refusal)
            await connection.end(self.send, self.ahead, by_reset=effect.reset)
            return None
        spoilt = SpoiltAnswer(self.rule, self.scope, self.ahead, self.send)
        if not effect.replaces_answer:
            return self.ahead.receive, spoilt
        route = route_of(self.scope) or NOWHERE
        answer = instead(self.rule, route, self.ahead.body, self.parameters)
        await route.serve(self.scope, self.ahead.receive, spoilt, instead=answer)
        return None

    async def _delay(self) -> bool:
        """False if the client has left meanwhile."""
        delay, schedule = self.rule.fault.effect.delay, self.rule.fault.schedule
        if delay is None:
            return True
        least, most = delay
        seconds = least + (most - least) * schedule.draw("delay", self.rule.hits)
        return await passed(seconds, self.ahead)


def _fits(condition: Condition, request: TenantRequest, parameters: Mapping[str, str]) -> bool:
    if not condition.fits_parameters(parameters):
        return False
    tenant, authorization = request.tenant, request.header(b"authorization")
    if condition.client is not None:
        names = {condition.client}
        names |= {each.client_id for each in tenant.clients if each.name == condition.client}
        if names.isdisjoint(caller.client_ids(tenant, parameters, authorization)):
            return False
    if condition.user is not None:
        user = tenant.user_by_login(condition.user)
        ids = caller.user_ids(tenant, parameters, authorization, request.browser)
        if user is None or user.user_id not in ids:
            return False
    return True


async def _parameters(scope: Scope, ahead: ReadAhead) -> Mapping[str, str]:
    """Those of the query and of the body that can be read; what is no text in JSON, as JSON."""

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": ahead.body, "more_body": False}

    request = TenantRequest(scope, receive)
    found: dict[str, str] = {}
    with suppress(OAuthError):
        found |= _texts(request.query)
    with suppress(OAuthError):
        content_type = request.header(b"content-type") or ""
        if content_type.lower().startswith(_JSON):
            found |= {
                name: value if isinstance(value, str) else json.dumps(value)
                for name, value in params.json_object(ahead.body).items()
            }
        else:
            found |= _texts(await request.body_params())
    return found


def _texts(sent: Params) -> dict[str, str]:
    """What came more than once is left out."""
    texts = {}
    for name in sent:
        with suppress(OAuthError):
            texts[name] = sent.get(name) or ""
    return texts
