"""Client authentication at the token endpoint.

RFC 6749 §2.3 · Auth0: Application Credentials
"""

from base64 import b64decode
from binascii import Error as Base64Error
from urllib.parse import unquote_plus

from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import OAuthError, access_denied, missing_parameter, not_emulated
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant

_NOT_EMULATED = ("client_assertion", "client_assertion_type")


def authenticate(tenant: Tenant, params: Params, authorization: str | None) -> Client:
    """The client that proved who it is; ``authorization`` is the request's header.

    Raises Auth0's one 401 for an unknown client, a missing and a wrong secret alike.
    """
    for name in _NOT_EMULATED:
        if name in params:
            raise not_emulated(f"client authentication by {name}")
    client_id, secret = params.get("client_id"), params.get("client_secret")
    basic = _basic(authorization)
    if basic is not None:
        if client_id not in (None, basic[0]):
            raise _unauthorized("client_id in the body is not the one of the Authorization header")
        client_id, secret = basic
    if not client_id:
        raise missing_parameter("client_id")
    client = tenant.client(client_id)
    if client is None:
        raise _unauthorized(f"no client has the client_id {client_id!r}")
    if client.is_public or client.has_secret(secret or ""):
        return client
    raise _unauthorized(
        f"client {client.name!r} must authenticate (token_endpoint_auth_method "
        f"{client.token_endpoint_auth_method}): its client_secret is "
        f"{'wrong' if secret else 'missing'}; a client without one has the method none"
    )


def _basic(authorization: str | None) -> tuple[str, str] | None:
    if authorization is None or authorization[:6].lower() != "basic ":
        return None
    try:
        decoded = b64decode(authorization[6:].strip(), validate=True).decode()
    except (Base64Error, ValueError) as error:
        raise _unauthorized("the Basic credentials are not base64 of UTF-8") from error
    client_id, colon, secret = decoded.partition(":")
    if not colon:
        raise _unauthorized("the Basic credentials have no colon")
    # RFC 6749 §2.3.1: both were form-encoded first.
    return unquote_plus(client_id), unquote_plus(secret)


def _unauthorized(remedy: str) -> OAuthError:
    # RFC 6749 §5.2 calls this invalid_client, with WWW-Authenticate; Auth0 does not.
    return access_denied("Unauthorized", status=401, remedy=remedy)
