"""``GET|POST /userinfo``."""

from mock_auth0.flows import userinfo as flow
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NEVER_CACHE, Answer, json_answer
from mock_auth0.http.routes import BearerRoute
from mock_auth0.oauth.errors import invalid_request, invalid_token

_TWO = 2


async def userinfo(request: TenantRequest) -> Answer:
    """The claims of the user whom the access token stands for."""
    claims = flow.handle(request.tenant, await _token(request), issuer=request.issuer)
    return json_answer(200, claims, NEVER_CACHE)


async def _token(request: TenantRequest) -> str:
    """RFC 6750 §2.1, §2.2: the header, or a field of a form; not both."""
    header = request.header(b"authorization")
    field = (await request.body_params()).get("access_token") if request.method == "POST" else None
    if header is not None and field is not None:
        raise invalid_request("The access token was sent twice")
    if header is None:
        if field is None:
            raise invalid_token("", remedy="send Authorization: Bearer <access token>")
        return field
    words = header.split()
    # A generated client sends the bare token, without a scheme.
    if len(words) == 1 and "." in words[0]:
        return words[0]
    if len(words) != _TWO or words[0].lower() != "bearer":
        raise invalid_token("", remedy="send Authorization: Bearer <access token>")
    return words[1]


ROUTES = (BearerRoute("/userinfo", userinfo, methods=["GET", "POST"]),)
