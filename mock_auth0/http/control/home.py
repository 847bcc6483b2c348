"""``/_mock``: where everything is; for a browser a page of the tenant."""

from mock_auth0.http.control.home_page import Link, show_home
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute

_PLACES = (
    Link("requests", "_mock/requests", "Requests", "what was asked, and why it was refused"),
    Link("outbox", "_mock/outbox", "Outbox", "mails and text messages that were not sent"),
)
_DOCUMENTS = (
    Link("openid_configuration", ".well-known/openid-configuration", "OpenID configuration",
         "the endpoints, for an SDK to discover"),
    Link("jwks", ".well-known/jwks.json", "JSON Web Key Set", "what its tokens are checked with"),
    Link("openapi", "_mock/openapi.json", "OpenAPI document", "all endpoints and control verbs"),
    Link("client", "_mock/client.js", "client.js", "the control verbs for tests in JavaScript"),
)  # fmt: skip
_CA = Link("ca", "_mock/ca.pem", "CA certificate", "to be trusted for https")


async def home(request: TenantRequest) -> Answer:
    """The addresses by name; for a browser a page with the applications and users, too."""
    speaks_tls = request.scope.get("state", {}).get("tls") is not None
    documents = (*_DOCUMENTS, _CA) if speaks_tls else _DOCUMENTS
    if request.wants_page:
        return show_home(request, _PLACES, documents)
    links = {each.name: request.address + each.path for each in (*_PLACES, *documents)}
    return json_answer(200, links, NO_STORE)


ROUTES = (
    JsonRoute("/_mock", home, methods=["GET"]),
    JsonRoute("/_mock/", home, methods=["GET"], include_in_schema=False),
)
