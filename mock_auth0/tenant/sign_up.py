"""New users of a database connection.

Auth0: Authentication API > Signup; User Profile Structure
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mock_auth0.model.address import is_email, is_phone_number
from mock_auth0.model.attack_protection import BLOCK, is_listed
from mock_auth0.model.connection import Connection
from mock_auth0.model.user import User, default_picture
from mock_auth0.oauth.database_errors import (
    IncompleteError,
    SignUpRefusedError,
    TooManyAttemptsError,
    invalid_signup,
    user_exists,
    username_exists,
)
from mock_auth0.tenant import passwords
from mock_auth0.tenant.tenant import Tenant

_BYTES_OF_AN_ID = 12


def admit(tenant: Tenant, connection: Connection, ip: str | None = None) -> None:
    """Count a public sign-up. Raises where none is taken: at all, or from there."""
    if connection.options.disable_signup:
        raise invalid_signup(f"{connection.name!r} has options: {{disable_signup: true}}")
    guard, now = tenant.attack_guard, tenant.clock.now()
    settings = guard.settings.suspicious_ip
    if ip is None or not settings.enabled or is_listed(ip, settings.allowlist):
        return
    if BLOCK in settings.shields and guard.sign_ups.is_closed(ip, now):
        raise TooManyAttemptsError(f"too many sign-ups from {ip}", is_about_the_address=True)
    guard.sign_ups.count(ip, now)


def create(
    tenant: Tenant,
    connection: str,
    *,
    password: str,
    email: str | None = None,
    username: str | None = None,
    phone_number: str | None = None,
    profile: Mapping[str, str] | None = None,
    user_metadata: Mapping[str, Any] | None = None,
) -> User:
    """Add a user with this password to the connection, and keep them.

    ``profile`` may have ``name``, ``given_name``, ``family_name``, ``nickname`` and ``picture``.
    Raises `SignUpRefusedError` for a namesake, `PasswordRefusedError` for a password that the
    connection does not take, `IncompleteError` for what is no e-mail address, username or phone
    number. Whether the public may sign up is not asked here.
    """
    email, username = email and email.lower(), username and username.lower()
    given = {"username": username, "email": email, "phone_number": phone_number}
    database = tenant.connections.get(connection) or Connection(name=connection)
    _check_valid(database, given)
    _check_unique(tenant, database, given)
    now, identifier = tenant.clock.now(), email or username or phone_number or ""
    user = User(
        user_id=f"auth0|{tenant.ids.secret(_BYTES_OF_AN_ID).hex()}",
        connection=connection,
        email=email or None,
        username=username or None,
        phone_number=phone_number or None,
        name=identifier,
        nickname=email.partition("@")[0] if email else identifier,
        picture=default_picture(identifier),
        user_metadata=user_metadata or {},
        created_at=now,
        updated_at=now,
    )
    user = replace(user, **dict(profile or {}))  # type: ignore[arg-type] # each is a text
    user = passwords.set_password(tenant, user, password)
    tenant.note("ss", user=user, connection=connection)
    return user


def _check_valid(database: Connection, given: Mapping[str, str | None]) -> None:
    is_valid = {
        "email": is_email,
        "phone_number": is_phone_number,
        "username": database.options.takes_username,
    }
    for name, value in given.items():
        if value and not is_valid[name](value):
            raise IncompleteError(f"{name} is not valid", f"{database.name!r} does not take it")


def _check_unique(tenant: Tenant, database: Connection, given: Mapping[str, str | None]) -> None:
    """Nobody else in the connection has the username, the e-mail address or the phone number."""
    for name, value in given.items():
        if not value or not getattr(database.options, name).is_unique:
            continue
        if tenant.user_in(database.name, value) is not None:
            raise _namesake(tenant, name, f"{database.name!r} has a user {value!r} already")


def _namesake(tenant: Tenant, name: str, remedy: str) -> SignUpRefusedError:
    if name == "username":
        return username_exists(remedy)
    return user_exists(remedy) if tenant.seed.says_user_exists else invalid_signup(remedy)
