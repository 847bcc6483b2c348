"""``GET|POST /userinfo``."""

from mock_auth0.flows.token_endpoint import userinfo as flow
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NEVER_CACHE, Answer, json_answer
from mock_auth0.http.routes import BearerRoute
from mock_auth0.oauth.errors import invalid_request, invalid_token

_TWO = 2


async def userinfo(request: TenantRequest) -> Answer:
    """The claims of the user whom the access token stands for."""
    scheme, token = await _credentials(request)
    proofs = request.proofs if scheme == "dpop" else None
    claims = flow.handle(
        request.tenant,
        token,
        issuer=request.issuer,
        proofs=proofs,
        certificate=request.header(b"client-certificate"),
    )
    return json_answer(200, claims, NEVER_CACHE)


async def _credentials(request: TenantRequest) -> tuple[str, str]:
    """Scheme and token, by header or as a field of a form (RFC 6750 §2.1-2.2, RFC 9449 §7.1)."""
    header = request.header(b"authorization")
    field = (await request.body_params()).get("access_token") if request.method == "POST" else None
    if header is not None and field is not None:
        raise invalid_request("The access token was sent twice")
    if header is None:
        if field is None:
            raise invalid_token("", remedy="send Authorization: Bearer <access token>")
        return "bearer", field
    words = header.split()
    # A generated client sends the bare token, without a scheme.
    if len(words) == 1 and "." in words[0]:
        return "bearer", words[0]
    scheme = words[0].lower() if len(words) == _TWO else ""
    if scheme not in ("bearer", "dpop"):
        raise invalid_token("", remedy="send Authorization: Bearer <access token>")
    return scheme, words[1]


ROUTES = (BearerRoute("/userinfo", userinfo, methods=["GET", "POST"]),)
