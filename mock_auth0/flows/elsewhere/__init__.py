"""Logins that happen elsewhere: on another device, by mail, by text message."""
