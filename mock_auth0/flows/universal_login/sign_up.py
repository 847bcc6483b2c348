"""New users, by a page or by ``/dbconnections/signup``: kept, and asked to prove their address.

Auth0: Database Connections; Customize Emails
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.flows.universal_login import login, organization, transactions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.hooks import registration
from mock_auth0.hooks.outcome import Outcome
from mock_auth0.hooks.registration import Registration
from mock_auth0.hooks.request import Requested, described
from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.screen import Screen
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.tenant import mails
from mock_auth0.tenant import sign_up as users
from mock_auth0.tenant.tenant import Tenant


def join(
    tenant: Tenant,
    connection: Connection,
    client: Client,
    *,
    base_url: str,
    password: str,
    email: str | None = None,
    username: str | None = None,
    phone_number: str | None = None,
    profile: Mapping[str, str] | None = None,
    user_metadata: Mapping[str, Any] | None = None,
    requested: Requested | None = None,
) -> User:
    """Add the user and send the mail. Raises `SignUpRefusedError`, `PasswordRefusedError`."""
    asked = Registration(
        connection=connection,
        client=client,
        email=email and email.lower(),
        username=username and username.lower(),
        phone_number=phone_number,
        profile=profile or {},
        user_metadata=user_metadata or {},
    )
    wanted: Outcome | None = None
    if tenant.hooks.is_used:
        wanted = registration.before(tenant, asked, described(requested))
    user = users.create(
        tenant,
        connection.name,
        password=password,
        email=email,
        username=username,
        phone_number=phone_number,
        profile=profile,
        user_metadata=user_metadata,
    )
    if wanted is not None:
        user = registration.after(tenant, asked, user, wanted, described(requested))
    if user.email and connection.options.email.is_verified_at_sign_up:
        mails.verify_email(tenant, user, base_url=base_url, client=client)
    return user


def database_of(tenant: Tenant, found: LoginTransaction) -> Connection | None:
    """Where whoever signs up during this login is added; ``None`` if nobody may."""
    return next(
        (
            each
            for each in login.databases(tenant, found)
            if organization.takes_new_users(tenant, found.request, each)
        ),
        None,
    )


def identify(tenant: Tenant, state: str, browser: Browser, email: str) -> NextScreen:
    """Take the address, and ask for the password."""
    found = transactions.find(tenant, state, browser)
    transactions.change(tenant, state, found, identifier=email.strip())
    return NextScreen(screen=Screen.SIGNUP_PASSWORD, state=state, device=found.device)


def with_password(
    tenant: Tenant,
    state: str,
    browser: Browser,
    *,
    email: str | None,
    username: str | None,
    phone_number: str | None,
    password: str,
) -> AuthorizationResponse | str:
    """Sign up with what was typed, and log in: the key of the new session.

    Raises `SignUpRefusedError`, `PasswordRefusedError`, `TooManyAttemptsError`;
    ``invalid_request`` for a page.
    """
    found = transactions.find(tenant, state, browser)
    connection = database_of(tenant, found)
    if connection is None:
        raise invalid_request(
            "Public signup is disabled",
            remedy="no database connection of the client takes new users: enable one for it, or "
            "set its options.disable_signup to false",
        )
    users.admit(tenant, connection, browser.ip)
    user = join(
        tenant,
        connection,
        found.request.client,
        base_url=found.request.issuer,
        password=password,
        email=email,
        username=username,
        phone_number=phone_number,
        requested=browser.requested,
    )
    return login.enter(tenant, state, found, browser, user)
