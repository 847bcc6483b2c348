"""Multi-factor authentication on the screens of Universal Login."""
