"""``POST /passwordless/start``, ``POST /otp/challenge``, and Classic Login's way to finish."""

from mock_auth0.flows.elsewhere import otp_challenge, passwordless, passwordless_link
from mock_auth0.http import params
from mock_auth0.http.outcome import deliver
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute, NavigationRoute


async def start(request: TenantRequest) -> Answer:
    """Send a code to an address."""
    sent = await request.body_params()
    told = passwordless.start(request.tenant, sent, request.proofs, issuer=request.issuer)
    return json_answer(200, told, NO_STORE)


async def challenge(request: TenantRequest) -> Answer:
    """Send a code to a user of a database."""
    body = await request.body_object()
    session = otp_challenge.challenge(
        request.tenant,
        params.from_object(body),
        request.proofs,
        issuer=request.issuer,
        allow_signup=body.get("allow_signup") is True,
    )
    return json_answer(200, session, NO_STORE)


async def verify(request: TenantRequest) -> Answer:
    """Whether the code is right."""
    passwordless_link.verify(request.tenant, await request.body_params())
    return json_answer(200, {}, NO_STORE)


async def verify_redirect(request: TenantRequest) -> Answer:
    """Log in by the link that was mailed."""
    return deliver(
        request,
        passwordless_link.follow(
            request.tenant, request.query, request.browser, issuer=request.issuer
        ),
    )


ROUTES = (
    JsonRoute("/passwordless/verify", verify, methods=["POST"]),
    NavigationRoute("/passwordless/verify_redirect", verify_redirect, methods=["GET"]),
    JsonRoute("/passwordless/start", start, methods=["POST"]),
    JsonRoute("/otp/challenge", challenge, methods=["POST"]),
)
