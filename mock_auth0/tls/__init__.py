"""HTTPS: the authority, its certificates, and the listener that shows them."""
