"""``GET /_mock/logout-deliveries``: the logout tokens that were sent, or are to be."""

from typing import Any

from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import PublicRoute
from mock_auth0.model.logout_delivery import LogoutDelivery
from mock_auth0.tokens import logout_token
from mock_auth0.tokens.claims import timestamp


async def logout_deliveries(request: TenantRequest) -> Answer:
    """``{"logout_deliveries": […]}``, oldest first, the last thousand."""
    deliveries = [_shown(each) for each in request.tenant.logout_deliveries]
    return json_answer(200, {"logout_deliveries": deliveries}, NO_STORE)


def _shown(delivery: LogoutDelivery) -> dict[str, Any]:
    return {
        "client_id": delivery.client_id,
        "url": delivery.url,
        "sid": delivery.sid,
        "initiator": delivery.initiator,
        "ended_at": timestamp(delivery.ended_at),
        "claims": logout_token.claims(delivery),
        "status": delivery.status,
        "attempts": delivery.attempts,
        "response_status": delivery.response_status,
        "error": delivery.error,
    }


ROUTES = (PublicRoute("/_mock/logout-deliveries", logout_deliveries, methods=["GET"]),)
