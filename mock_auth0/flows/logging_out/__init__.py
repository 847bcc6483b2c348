"""Logging out, Auth0's way and OpenID Connect's."""
