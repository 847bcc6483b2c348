"""Client authentication: by a secret, a signed assertion or a certificate, as it is registered.

RFC 6749 §2.3 · Auth0: Application Credentials
"""

from base64 import b64decode
from binascii import Error as Base64Error
from urllib.parse import unquote_plus

from mock_auth0.flows.token_endpoint import client_assertion, client_certificate
from mock_auth0.flows.token_endpoint.client_jwt import ClientJWT
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.model.client import Client, TokenEndpointAuthMethod
from mock_auth0.oauth.errors import (
    ErrorCode,
    OAuthError,
    client_not_authenticated,
    missing_parameter,
)
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant


def authenticate(tenant: Tenant, params: Params, proofs: Proofs, *, issuer: str) -> Client:
    """The client that proved who it is.

    Raises Auth0's one 401 for an unknown client, a missing and a wrong proof alike.
    """
    basic = basic_credentials(proofs.authorization)
    assertion = client_assertion.read(params)
    client_id, secret = params.get("client_id"), params.get("client_secret")
    if basic is not None:
        client_id = _same(client_id, basic[0], "the Authorization header")
        secret = basic[1]
    if assertion is not None:
        if secret is not None:
            # RFC 6749 §2.3: no more than one method in a request.
            raise client_not_authenticated("send client_assertion or a client_secret, not both")
        client_id = _same(client_id, client_assertion.client_id(assertion), "client_assertion")
    if not client_id:
        raise missing_parameter("client_id")
    client = tenant.client(client_id)
    if client is None:
        raise client_not_authenticated(f"no client has the client_id {client_id!r}")
    if assertion is not None and not client.is_improvised:
        addresses = _addresses(issuer, proofs)
        _check_assertion(tenant, client, assertion, addresses)
    elif client.token_endpoint_auth_method.is_by_certificate:
        client_certificate.verify(tenant, client, proofs)
    elif not client.is_public:
        _check_secret(client, secret)
    return client


def authenticate_by_rfc(tenant: Tenant, params: Params, proofs: Proofs, *, issuer: str) -> Client:
    """The same, where Auth0 calls a failure ``invalid_client``, as RFC 6749 §5.2 does."""
    try:
        return authenticate(tenant, params, proofs, issuer=issuer)
    except OAuthError as error:
        if error.code is not ErrorCode.ACCESS_DENIED:
            raise
        raise OAuthError(
            ErrorCode.INVALID_CLIENT, error.description, error.status, error.remedy
        ) from error


def _check_assertion(
    tenant: Tenant, client: Client, assertion: ClientJWT, addresses: tuple[str, ...]
) -> None:
    if client.token_endpoint_auth_method is not TokenEndpointAuthMethod.PRIVATE_KEY_JWT:
        raise client_not_authenticated(
            f"client {client.name!r} authenticates by {client.token_endpoint_auth_method}: "
            "register its key under client_authentication_methods.private_key_jwt.credentials"
        )
    client_assertion.verify(tenant, client, assertion, addresses)


def _check_secret(client: Client, secret: str | None) -> None:
    if client.token_endpoint_auth_method is TokenEndpointAuthMethod.PRIVATE_KEY_JWT:
        raise client_not_authenticated(
            f"client {client.name!r} authenticates by private_key_jwt: send client_assertion; "
            "its client_secret does not count"
        )
    if not client.has_secret(secret or ""):
        raise client_not_authenticated(
            f"client {client.name!r} must authenticate (token_endpoint_auth_method "
            f"{client.token_endpoint_auth_method}): its client_secret is "
            f"{'wrong' if secret else 'missing'}; a client without one has the method none"
        )


def _addresses(issuer: str, proofs: Proofs) -> tuple[str, ...]:
    """What the client may call this tenant: the issuer, or the endpoint (RFC 7523 §3 rule 3)."""
    bases = (issuer, proofs.address)
    return (*bases, *(f"{base}oauth/token" for base in bases if base), proofs.url)


def _same(sent: str | None, proven: str, where: str) -> str:
    if sent not in (None, proven):
        raise client_not_authenticated(f"client_id in the body is not the one of {where}")
    return proven


def basic_credentials(authorization: str | None) -> tuple[str, str] | None:
    """Client id and secret, if they came so. Raises Auth0's one 401 for what cannot be read."""
    if authorization is None or authorization[:6].lower() != "basic ":
        return None
    try:
        decoded = b64decode(authorization[6:].strip(), validate=True).decode()
    except (Base64Error, ValueError) as error:
        raise client_not_authenticated("the Basic credentials are not base64 of UTF-8") from error
    client_id, colon, secret = decoded.partition(":")
    if not colon:
        raise client_not_authenticated("the Basic credentials have no colon")
    # RFC 6749 §2.3.1: both were form-encoded first.
    return unquote_plus(client_id), unquote_plus(secret)
