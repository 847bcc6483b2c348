"""Client authentication by the certificate of the TLS connection, as the TLS edge forwards it.

RFC 8705 §2-3 · Auth0: Authenticate with mTLS; Set up the Customer Edge
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.model.client import Client, TokenEndpointAuthMethod
from mock_auth0.oauth import certificate
from mock_auth0.oauth.errors import OAuthError, client_not_authenticated, invalid_token
from mock_auth0.tenant.tenant import Tenant

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_VERIFIED = "SUCCESS"
_MOST_BYTES = 4096
"""Of the header, at Auth0's edge."""


def verify(tenant: Tenant, client: Client, proofs: Proofs) -> None:
    """Check that the certificate is one of the client's. Raises Auth0's one 401."""
    if proofs.certificate is None:
        raise client_not_authenticated(
            f"client {client.name!r} authenticates by {client.token_endpoint_auth_method}: "
            "the TLS edge must send the header client-certificate (PEM, percent-encoded)"
        )
    shown = _read(proofs.certificate)
    now = tenant.clock.now()
    if not shown.not_valid_before_utc <= now <= shown.not_valid_after_utc:
        raise client_not_authenticated(
            f"the certificate is valid from {shown.not_valid_before_utc} "
            f"to {shown.not_valid_after_utc}; by the tenant's clock it is {now}"
        )
    if client.token_endpoint_auth_method is TokenEndpointAuthMethod.TLS_CLIENT_AUTH:
        _check_subject(client, shown, proofs.certificate_verified)
    else:
        _check_registered(tenant, client, shown)


def confirmation(client: Client, proofs: Proofs) -> Mapping[str, str]:
    """RFC 8705 §3.1: what binds a token to the certificate that the client proved itself by."""
    if proofs.certificate is None or not client.token_endpoint_auth_method.is_by_certificate:
        return {}
    return {"x5t#S256": certificate.thumbprint(_read(proofs.certificate))}


def check_bound(granted: Mapping[str, Any], shown: str | None) -> None:
    """RFC 8705 §3: a token bound to a certificate comes over a connection with that one.

    Raises ``invalid_token`` (401).
    """
    bound = granted["cnf"]
    expected = bound.get("x5t#S256") if isinstance(bound, dict) else None
    if expected is None:
        return
    if shown is None:
        raise invalid_token(
            "A client certificate is required",
            remedy="the access token is bound to the certificate that its client showed: the TLS "
            "edge must send the header client-certificate (PEM, percent-encoded)",
        )
    try:
        thumbprint = certificate.thumbprint(certificate.read(unquote(shown[:_MOST_BYTES])))
    except ValueError as error:
        raise _of_another(f"the header client-certificate: {error}") from error
    if thumbprint != expected:
        raise _of_another(f"the token is bound to {expected}, the certificate is {thumbprint}")


def _of_another(remedy: str) -> OAuthError:
    return invalid_token("The client certificate does not match the access token", remedy=remedy)


def _read(header: str) -> "Certificate":
    if len(header) > _MOST_BYTES:
        raise client_not_authenticated(
            f"the header client-certificate is longer than {_MOST_BYTES} bytes; "
            "send the first certificate of the chain alone"
        )
    try:
        return certificate.read(unquote(header))
    except ValueError as error:
        raise client_not_authenticated(f"the header client-certificate: {error}") from error


def _check_subject(client: Client, shown: "Certificate", verified: str | None) -> None:
    if verified != _VERIFIED:
        raise client_not_authenticated(
            f"the header client-certificate-ca-verified must be {_VERIFIED}; it is {verified!r}"
        )
    if not any(_is_subject(shown, each) for each in client.tls_subjects):
        raise client_not_authenticated(
            f"the certificate's subject is {shown.subject.rfc4514_string()!r}; "
            f"client {client.name!r} has: {', '.join(map(repr, client.tls_subjects)) or 'none'}"
        )


def _is_subject(shown: "Certificate", text: str) -> bool:
    try:
        return certificate.subject(text) == shown.subject
    except ValueError:
        return False


def _check_registered(tenant: Tenant, client: Client, shown: "Certificate") -> None:
    now = tenant.clock.now()
    thumbprint = certificate.thumbprint(shown)
    for credential in client.credentials:
        if _thumbprint(credential.pem) != thumbprint:
            continue
        if credential.expires_at is None or now < credential.expires_at:
            return
        raise client_not_authenticated(f"the credential of client {client.name!r} has expired")
    raise client_not_authenticated(
        f"the certificate (x5t#S256 {thumbprint}) is none of client {client.name!r}"
    )


def _thumbprint(pem: str) -> str | None:
    try:
        return certificate.thumbprint(certificate.read(pem))
    except ValueError:
        return None
