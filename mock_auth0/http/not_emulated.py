"""Paths that Auth0 serves and this mock does not: refused loudly, by name."""

_PREFIXES = {
    "/activate": "the device flow",
    "/api/v2/": "the Management API",
    "/bc-authorize": "client-initiated backchannel authentication",
    "/co/authenticate": "cross-origin authentication",
    "/continue": "redirects from Actions",
    "/dbconnections/": "database connections over HTTP",
    "/device": "the device flow",
    "/login": "Classic Login",
    "/mfa/": "the MFA API",
    "/oauth/": "this endpoint of the Authentication API",
    "/oidc/": "RP-initiated logout and dynamic client registration",
    "/otp/": "passwordless for database connections",
    "/passkey/": "passkeys",
    "/passwordless/": "passwordless login",
    "/samlp/": "SAML",
    "/u/": "this page of Universal Login",
    "/user/": "cross-origin authentication",
    "/usernamepassword/": "Classic Login",
    "/wsfed/": "WS-Federation",
}


def name_of(path: str) -> str | None:
    """What Auth0 has there, or ``None`` if nothing is known."""
    return next((name for prefix, name in _PREFIXES.items() if path.startswith(prefix)), None)
