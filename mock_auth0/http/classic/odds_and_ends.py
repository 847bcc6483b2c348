"""What auth0.js and Lock ask on the way: who was here, from where, is it a robot.

Auth0: Classic Universal Login
"""

from typing import Any

from mock_auth0.flows.universal_login import sessions
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute

_CHALLENGES = (
    "/usernamepassword/challenge",
    "/dbconnections/signup/challenge",
    "/dbconnections/change_password/challenge",
    "/passwordless/challenge",
)


async def ssodata(request: TenantRequest) -> Answer:
    """Who is logged in with this browser."""
    tenant = request.tenant
    entered = sessions.current(tenant, request.browser.session)
    if entered is None:
        return json_answer(200, {"sso": False}, NO_STORE)
    _, user = entered
    connection = tenant.connections.get(user.connection)
    data: dict[str, Any] = {
        "sso": True,
        "lastUsedConnection": {
            "name": user.connection,
            "strategy": connection.strategy if connection else "auth0",
        },
        "lastUsedUsername": user.identifier,
        "lastUsedUserID": user.user_id,
        "sessionClients": [],
    }
    return json_answer(200, data, NO_STORE)


async def country(_: TenantRequest) -> Answer:
    """Lock picks a dialling code by it."""
    place = {"country_code": "US", "country_code3": "USA", "country_name": "United States"}
    return json_answer(200, place, NO_STORE)


async def challenge(_: TenantRequest) -> Answer:
    """Bot detection never asks for anything: a robot is who tests."""
    return json_answer(200, {"required": False}, NO_STORE)


ROUTES = (
    JsonRoute("/user/ssodata", ssodata, methods=["GET"]),
    JsonRoute("/user/geoloc/country", country, methods=["GET"]),
    *(JsonRoute(path, challenge, methods=["POST"]) for path in _CHALLENGES),
)
