"""``/mfa/authenticators``, ``/mfa/associate``, ``/mfa/challenge``."""

from mock_auth0.flows.mfa import associate, authenticators, challenge
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NEVER_CACHE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute

_AUTHENTICATORS = "/mfa/authenticators"


async def list_authenticators(request: TenantRequest) -> Answer:
    """What the user has enrolled."""
    listed = authenticators.listed(
        request.tenant, request.header(b"authorization"), issuer=request.issuer
    )
    return json_answer(200, listed, NEVER_CACHE)


async def delete_authenticator(request: TenantRequest) -> Answer:
    """Remove one, and its pair."""
    authenticators.delete(
        request.tenant,
        request.header(b"authorization"),
        request.path_params["authenticator_id"],
        issuer=request.issuer,
    )
    return Answer(204, b"", NEVER_CACHE)


async def associate_authenticator(request: TenantRequest) -> Answer:
    """Enroll a factor."""
    body = await request.body_object()
    answer = associate.handle(
        request.tenant, request.header(b"authorization"), body, issuer=request.issuer
    )
    return json_answer(200, answer, NEVER_CACHE)


async def challenge_user(request: TenantRequest) -> Answer:
    """Ask for an enrolled factor."""
    params = await request.body_params()
    answer = challenge.handle(request.tenant, params, issuer=request.issuer, proofs=request.proofs)
    return json_answer(200, answer, NEVER_CACHE)


ROUTES = (
    JsonRoute(_AUTHENTICATORS, list_authenticators, methods=["GET"]),
    JsonRoute(f"{_AUTHENTICATORS}/{{authenticator_id}}", delete_authenticator, methods=["DELETE"]),
    JsonRoute("/mfa/associate", associate_authenticator, methods=["POST"]),
    JsonRoute("/mfa/challenge", challenge_user, methods=["POST"]),
)
