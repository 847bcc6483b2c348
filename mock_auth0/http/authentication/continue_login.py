"""``GET|POST /continue``: back from the page elsewhere that a hook has sent the browser to.

Auth0: Redirect with Actions
"""

from mock_auth0.flows.universal_login import login_hooks, login_transaction
from mock_auth0.http.outcome import deliver
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import PageRoute
from mock_auth0.model.screen import Screen
from mock_auth0.oauth.errors import LostTransactionError, OAuthError
from mock_auth0.oauth.params import Params


async def continue_login(request: TenantRequest) -> Answer:
    """Go on with the login."""
    tenant, browser = request.tenant, request.browser
    params = await request.body_params() if request.method == "POST" else Params()
    state = request.query.get("state") or params.get("state")
    try:
        login_hooks.come_back(tenant, state, browser, params)
    except LostTransactionError:
        raise
    except OAuthError as error:
        return deliver(request, login_transaction.refuse(tenant, state, browser, error))
    return deliver(request, login_transaction.proceed(tenant, state, browser))


ROUTES = (PageRoute(Screen.CONTINUE, continue_login, methods=["GET", "POST"]),)
