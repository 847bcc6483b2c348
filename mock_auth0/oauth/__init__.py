"""The pure vocabulary of OAuth 2.0 and OpenID Connect: no tenant, no state, no HTTP."""
