"""What a client's registration demands of every authorization request of it.

RFC 9126 §5 · RFC 9101 §10.5 · Auth0: Security Controls for Third-Party Applications
"""

from mock_auth0.flows.authorization.authorization_parameters import Asked
from mock_auth0.model.client import Client
from mock_auth0.oauth import response_type
from mock_auth0.oauth.errors import invalid_request, missing_parameter
from mock_auth0.oauth.params import Params

_NOT_FOR_THIRD_PARTIES = ("screen_hint", "login_ticket", "invitation", "request", "request_uri")


def check(client: Client, asked: Asked) -> None:
    """Raises `OAuthError` for the redirect URI."""
    if asked.refusal is not None:
        raise asked.refusal
    if client.is_strict_third_party:
        _check_third_party(asked.params)
    if client.requires_pushed_authorization_requests and not asked.is_pushed:
        raise invalid_request(
            "Pushed Authorization Requests are required by the configured compliance level",
            remedy=f"client {client.name!r} has require_pushed_authorization_requests: send the "
            "parameters to /oauth/par first",
        )
    if client.requires_request_object and not asked.is_signed:
        error = missing_parameter("request")
        error.remedy = f"client {client.name!r} has signed_request_object.required"
        raise error


def _check_third_party(params: Params) -> None:
    for name in _NOT_FOR_THIRD_PARTIES:
        if name in params:
            raise invalid_request(
                f"The parameter {name} is not supported for third-party clients",
                remedy="leave it out, or make the client a first-party one: is_first_party: true",
            )
    asked = params.get("response_type")
    if asked is not None and response_type.parse(asked) != {response_type.CODE}:
        raise response_type.unsupported(asked, (response_type.CODE,))
    params.require("code_challenge")
