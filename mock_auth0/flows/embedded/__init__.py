"""Logins in pages of the application, and Classic Login: what auth0.js and Lock ask for."""
