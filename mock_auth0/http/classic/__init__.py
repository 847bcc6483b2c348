"""Classic Login: what auth0.js and Lock ask of a tenant beside the protocol."""
