"""What ``/authorize`` answers to the application: a code or an error, and how it travels.

RFC 6749 §4.1.2 · OAuth 2.0 Multiple Response Type Encoding Practices §2.1
"""

import logging
from dataclasses import dataclass

from mock_auth0.flows.authorization.target import Target
from mock_auth0.model.login_transaction import AuthorizationRequest
from mock_auth0.oauth.errors import OAuthError, UnredirectedError
from mock_auth0.oauth.response_mode import ResponseMode

log = logging.getLogger("mock_auth0")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationResponse:
    """Parameters for ``redirect_uri``, in the order that Auth0 sends them."""

    redirect_uri: str
    response_mode: ResponseMode
    parameters: dict[str, str | int]
    error: OAuthError | None = None
    web_message_uri: str | None = None
    web_message_target: str | None = None
    session: str | None = None
    """The key of a session that began on the way; the browser must be given its cookie."""


def error_parameters(error: OAuthError, state: str | None) -> dict[str, str | int]:
    """RFC 6749 §4.1.2.1; ``state`` only if the request had one."""
    parameters: dict[str, str | int] = {
        "error": error.code.value,
        "error_description": error.description,
    }
    if state is not None:
        parameters["state"] = state
    return parameters


def refusal(error: OAuthError, asker: Target | AuthorizationRequest) -> AuthorizationResponse:
    """The error as an answer to the application; raised again where it cannot be told."""
    is_for_a_page = isinstance(error, UnredirectedError) or asker.client.is_never_sent_errors
    if asker.redirect_uri is None or is_for_a_page:
        raise error
    log.info("/authorize refused %s: %s (%s)", asker.client.name, error, error.remedy)
    return AuthorizationResponse(
        redirect_uri=asker.redirect_uri,
        response_mode=asker.response_mode,
        parameters=with_issuer(error_parameters(error, asker.state), asker),
        error=error,
        web_message_uri=asker.web_message_uri,
        web_message_target=asker.web_message_target,
    )


def with_issuer(
    parameters: dict[str, str | int], asker: Target | AuthorizationRequest
) -> dict[str, str | int]:
    """RFC 9207 §2: and who sends them, for clients that look."""
    return parameters if asker.iss is None else {**parameters, "iss": asker.iss}
