"""Where passwords are compared and changed, and nowhere else.

Auth0: Database Connections; Password Options in Auth0 Database Connections
"""

from dataclasses import replace
from hmac import compare_digest

from mock_auth0.model.attack_protection import is_breached
from mock_auth0.model.password_hash import PasswordHash
from mock_auth0.model.user import User
from mock_auth0.oauth.database_errors import (
    PasswordLeakedError,
    PasswordRefusedError,
    TooManyAttemptsError,
    WrongCredentialsError,
    leaked_new_password,
)
from mock_auth0.tenant import attack_protection, password_rules
from mock_auth0.tenant.tenant import Tenant


def check(
    tenant: Tenant,
    connection: str,
    identifier: str,
    password: str,
    *,
    ip: str | None = None,
    user: User | None = None,
    base_url: str | None = None,
) -> User:
    """Whom the connection knows by this identifier and password; ``user`` if already found.

    Raises `WrongCredentialsError`, `TooManyAttemptsError`, `PasswordLeakedError`. Whether an
    administrator blocked the user is for the caller to ask, who knows where to say so.
    ``base_url`` is where the links of mails lead.
    """
    user = user or tenant.user_in(connection, identifier)
    if user is not None and not _is_identified(tenant, connection, user, identifier):
        user = None
    account = attack_protection.account_of(connection, identifier, user)
    try:
        attack_protection.admit(tenant, connection, account, ip)
        known = _known(tenant, connection, identifier, user, password)
    except TooManyAttemptsError as error:
        kind = "limit_mu" if error.is_about_the_address else "limit_wc"
        tenant.note(kind, user=user, user_name=identifier, connection=connection)
        raise
    except WrongCredentialsError:
        kind = "fp" if user else "fu"
        tenant.note(kind, user=user, user_name=identifier, connection=connection)
        attack_protection.note_failure(
            tenant, connection, account, ip, user=user, base_url=base_url
        )
        raise
    attack_protection.note_success(tenant, account, ip)
    try:
        attack_protection.check_breach(tenant, known, password, base_url)
    except PasswordLeakedError:
        tenant.note("pwd_leak", user=known, connection=connection)
        raise
    return known


def set_password(tenant: Tenant, user: User, password: str) -> User:
    """Give the user another password, and end what blocks their account.

    Raises `PasswordRefusedError` when the policy of the connection does not take it.
    """
    connection = tenant.connections.get(user.connection)
    previous = user.previous_passwords
    if connection is not None and connection.is_database:
        policy = connection.options.password_policy
        password_rules.check(policy, user, password)
        breached = tenant.attack_guard.settings.breached_password
        is_new = user.user_id not in tenant.users
        blocks = breached.blocks_sign_up if is_new else breached.blocks_new_password
        if breached.enabled and blocks and is_breached(password):
            raise leaked_new_password()
        current = user.password_hash or user.password
        previous = (*((current,) if current is not None else ()), *previous)[: policy.history]
        if any(_is(each, password) for each in previous):
            raise PasswordRefusedError(
                "PasswordHistoryError",
                "Password has previously been used",
                f"it is one of the last {policy.history} of this user",
            )
    changed = replace(
        user,
        password=password,
        password_hash=None,
        previous_passwords=previous,
        updated_at=tenant.clock.now(),
    )
    tenant.users.put(changed)
    attack_protection.unblock(tenant, changed)
    return changed


def _is_identified(tenant: Tenant, connection: str, user: User, identifier: str) -> bool:
    """Whether the connection takes this kind of name, where its kinds were chosen one by one."""
    found = tenant.connections.get(connection)
    if found is None or not found.options.has_attributes or identifier == user.user_id:
        return True
    names = (getattr(user, name) for name in found.options.identifiers)
    return identifier.lower() in names


def _known(
    tenant: Tenant, connection: str, identifier: str, user: User | None, password: str
) -> User:
    if user is None:
        raise WrongCredentialsError(f"{connection!r} has no user {identifier!r}")
    secret = user.password_hash or user.password
    if secret is not None and _is(secret, password):
        return user
    if not tenant.policy.any_password:
        raise WrongCredentialsError(
            f"the password of {identifier!r} is "
            f"{'another' if secret else 'not set'}; or switch on any_password"
        )
    tenant.let_through(
        "any_password", f"the password of {user.identifier!r}", "password: … of the user"
    )
    return user


def _is(secret: str | PasswordHash, password: str) -> bool:
    if isinstance(secret, str):
        return compare_digest(
            secret.encode("utf-8", "surrogatepass"), password.encode("utf-8", "surrogatepass")
        )
    from mock_auth0.tenant import password_hashes

    return password_hashes.fits(secret, password)
