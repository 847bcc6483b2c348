"""The discovery document: what is served, where, and nothing that is not.

OpenID Connect Discovery §3-4 · RFC 8414
"""

from typing import Any

from mock_auth0.grants.registry import GRANTS
from mock_auth0.model.client import CREDENTIAL_ALGORITHMS, TokenEndpointAuthMethod
from mock_auth0.oauth import response_type
from mock_auth0.tokens import dpop
from mock_auth0.tokens.jwt import ALGORITHM


def document(
    issuer: str,
    host: str,
    *,
    pushes: bool = True,
    names_issuer: bool = False,
    ends_sessions: bool = True,
) -> dict[str, Any]:
    """The document, fields in Auth0's order.

    Both arguments end in a slash. The browser is sent to ``issuer``; the back channel to ``host``,
    the address that asked, because another container may know the mock by another name.

    ``pushes``: whether authorization requests may be pushed (RFC 9126); ``names_issuer``: whether
    the answers to them have ``iss`` (RFC 9207), which clients then insist on; ``ends_sessions``:
    whether applications are told where to log out (RP-Initiated Logout §2.1).
    """
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}authorize",
        "token_endpoint": f"{host}oauth/token",
        "device_authorization_endpoint": f"{host}oauth/device/code",
        "userinfo_endpoint": f"{host}userinfo",
        "mfa_challenge_endpoint": f"{host}mfa/challenge",
        "jwks_uri": f"{host}.well-known/jwks.json",
        "revocation_endpoint": f"{host}oauth/revoke",
        **({"pushed_authorization_request_endpoint": f"{host}oauth/par"} if pushes else {}),
        "scopes_supported": [
            "openid", "profile", "offline_access", "name", "given_name", "family_name",
            "nickname", "email", "email_verified", "picture", "phone",
        ],
        "response_types_supported": list(response_type.SUPPORTED),
        "code_challenge_methods_supported": ["S256"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["public"],
        "token_endpoint_auth_methods_supported": [
            method.value
            for method in (
                TokenEndpointAuthMethod.CLIENT_SECRET_BASIC,
                TokenEndpointAuthMethod.CLIENT_SECRET_POST,
                TokenEndpointAuthMethod.PRIVATE_KEY_JWT,
                TokenEndpointAuthMethod.TLS_CLIENT_AUTH,
                TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH,
            )
        ],
        "token_endpoint_auth_signing_alg_values_supported": list(CREDENTIAL_ALGORITHMS),
        "claims_supported": [
            "aud", "auth_time", "email", "email_verified", "exp", "family_name", "given_name",
            "iat", "iss", "name", "nickname", "phone_number", "picture", "sub",
        ],
        "grant_types_supported": [*GRANTS, "implicit"],
        "request_uri_parameter_supported": False,
        "request_parameter_supported": True,
        "id_token_signing_alg_values_supported": ["HS256", ALGORITHM],
        "tls_client_certificate_bound_access_tokens": True,
        "request_object_signing_alg_values_supported": list(CREDENTIAL_ALGORITHMS),
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        **({"end_session_endpoint": f"{issuer}oidc/logout"} if ends_sessions else {}),
        **({"authorization_response_iss_parameter_supported": True} if names_issuer else {}),
        "backchannel_authentication_endpoint": f"{host}bc-authorize",
        "backchannel_token_delivery_modes_supported": ["poll"],
        "dpop_signing_alg_values_supported": list(dpop.ALGORITHMS),
    }  # fmt: skip
