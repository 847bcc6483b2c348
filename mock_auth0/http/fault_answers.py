"""What a fault answers in place of the endpoint: an error of Auth0's, or what was made up."""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from starlette.responses import Response

from mock_auth0.http.rate_limits import nothing_left
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute, ProtocolRoute
from mock_auth0.model.exchange import Refusal
from mock_auth0.model.fault import Effect
from mock_auth0.oauth.errors import ErrorCode, OAuthError
from mock_auth0.oauth.named_errors import named
from mock_auth0.tenant.faults import FaultRule

_MANAGEMENT = "/api/v2/"
_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


def instead(
    rule: FaultRule, route: ProtocolRoute, body: bytes, parameters: Mapping[str, str]
) -> Callable[[TenantRequest], Awaitable[Response]]:
    """What stands in for the endpoint of the route; ``body`` was sent."""
    effect = rule.fault.effect

    async def answer(request: TenantRequest) -> Response:
        request.sent = body
        if effect.error is not None:
            grant_type = parameters.get("grant_type")
            return await route.refuse(request, _error(rule, effect.error, request, grant_type))
        answer = _made_up(effect)
        words = f"Answered with {answer.status_code}"
        request.refusal = Refusal("fault", words, explanation(rule))
        return answer

    return answer


def explanation(rule: FaultRule) -> str:
    """For whoever wonders."""
    return f"{rule.fault_id} of /_mock/faults did this; faults.clear() ends all of them"


def _error(
    rule: FaultRule, name: str, request: TenantRequest, grant_type: str | None
) -> OAuthError:
    error = named(name, path=request.path, grant_type=grant_type)
    error.description = rule.fault.effect.description or error.description
    error.remedy = explanation(rule)
    tenant = request.tenant
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        limits = nothing_left(request.path, tenant.clock.now())
        error.headers = (*limits, ("Retry-After", "1"))
    if error.code is ErrorCode.MFA_REQUIRED:
        # Nobody has proven a first factor, so it is good for nothing but to be read.
        error.members = {"mfa_token": f"Fe26.2*{tenant.ids.secret(32).hex()}"}
    return error


def _made_up(effect: Effect) -> Answer:
    """Status and body; without a body the status in words, as text."""
    status = effect.status or int(HTTPStatus.OK)
    body = effect.body
    if body is None:
        body = b"" if status in _WITHOUT_BODY else _phrase(status).encode()
    kind = effect.content_type or "text/plain; charset=utf-8"
    headers = [(b"content-type", kind.encode("latin-1"))] if body else []
    return Answer(status, body, [*headers, *NO_STORE])


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return str(status)


class _Nowhere(JsonRoute):
    """What no route answers, and a fault does."""

    def envelope(self, request: TenantRequest, error: OAuthError) -> Answer:
        """The Management API's, or OAuth's."""
        if not request.path.startswith(_MANAGEMENT):
            return super().envelope(request, error)
        body = {
            "statusCode": error.status,
            "error": _phrase(error.status),
            "message": error.description,
            "errorCode": error.code.value,
        }
        headers = [(name.lower().encode(), value.encode()) for name, value in error.headers]
        return json_answer(error.status, body, headers)


async def _nothing(_: TenantRequest) -> Answer:
    return Answer(HTTPStatus.NOT_FOUND, b"")


NOWHERE = _Nowhere("/", _nothing)
