"""Paths that Auth0 serves and this mock does not: refused loudly, by name."""

_PREFIXES = {
    "/api/v2/": "the Management API",
    "/login": "the page of Classic Login",
    "/mfa/enrollment": "enrollment tickets of multi-factor authentication",
    "/oauth/access_token": "token exchange with social providers of old",
    "/oauth/global-token-revocation/": "global token revocation",
    "/oauth/ro": "the resource owner endpoint of old",
    "/oidc/": "dynamic client registration",
    "/passkey/": "passkeys",
    "/samlp/": "SAML",
    "/u/": "this page of Universal Login",
    "/wsfed/": "WS-Federation",
}


def name_of(path: str) -> str | None:
    """What Auth0 has there, or ``None`` if nothing is known."""
    return next((name for prefix, name in _PREFIXES.items() if path.startswith(prefix)), None)
