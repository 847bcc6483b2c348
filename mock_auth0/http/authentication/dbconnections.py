"""``POST /dbconnections/signup`` and ``/dbconnections/change_password``.

Auth0: Authentication API > Database Connections, whose errors have envelopes of their own
"""

from typing import Any

from mock_auth0.flows.database import change_password as change_password_flow
from mock_auth0.flows.database import database_sign_up as sign_up_flow
from mock_auth0.http import errors
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NEVER_CACHE, NO_STORE, Answer, html_answer, json_answer
from mock_auth0.http.routes import JsonRoute
from mock_auth0.oauth.database_errors import (
    ExtensibilityError,
    IncompleteError,
    PasswordRefusedError,
    SignUpRefusedError,
    ValidationError,
)
from mock_auth0.oauth.errors import OAuthError


class DatabaseRoute(JsonRoute):
    """Errors with a name and a code; with a text alone; or, of the connection, as OAuth's JSON."""

    def envelope(self, request: TenantRequest, error: OAuthError) -> Answer:
        """Auth0's."""
        body = _body(error)
        if body is None:
            return super().envelope(request, error)
        errors.note(request, error)
        return json_answer(error.status, body, (*NEVER_CACHE, *errors.explanation(error)))


def _body(error: OAuthError) -> dict[str, Any] | None:
    if isinstance(error, IncompleteError):
        return {"error": error.description}
    if isinstance(error, ExtensibilityError):
        return _from_hook(error)
    if isinstance(error, SignUpRefusedError):
        code = error.error_code if isinstance(error, ValidationError) else error.code.value
        return {
            "name": error.name,
            "code": code,
            "description": error.description,
            "statusCode": error.status,
        }
    if not isinstance(error, PasswordRefusedError):
        return None
    body = {
        "name": error.name,
        "message": error.description,
        "code": error.code.value,
        "description": error.description if error.rules is None else error.rules,
        "policy": error.policy,
        "statusCode": error.status,
    }
    return {name: value for name, value in body.items() if value is not None}


def _from_hook(error: ExtensibilityError) -> dict[str, Any]:
    body = {
        "name": error.name,
        "statusCode": error.status,
        "code": error.code.value,
        "message": error.description,
        "friendly_message": error.user_message,
        "description": error.description,
        "fromSandbox": True,
    }
    return {name: value for name, value in body.items() if value is not None}


async def signup(request: TenantRequest) -> Answer:
    """Add a user to a database connection."""
    params = await request.body_params()
    answer = sign_up_flow.handle(
        request.tenant, params, base_url=request.issuer, ip=request.ip, requested=request
    )
    return json_answer(200, answer, NO_STORE)


async def change_password(request: TenantRequest) -> Answer:
    """Send a mail to choose another password."""
    params = await request.body_params()
    text = change_password_flow.handle(request.tenant, params, base_url=request.issuer)
    # SDKs rely on it not being JSON.
    return html_answer(200, text, NO_STORE)


ROUTES = (
    DatabaseRoute("/dbconnections/signup", signup, methods=["POST"]),
    DatabaseRoute("/dbconnections/change_password", change_password, methods=["POST"]),
)
