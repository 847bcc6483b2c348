"""Codes for whoever logs in without a password: made, sent, and taken back once.

Auth0: Passwordless Authentication
"""

from dataclasses import replace

from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.model.one_time_code import MOST_WRONG_TRIES, OneTimeCode
from mock_auth0.model.user import User, default_picture
from mock_auth0.oauth.one_time_code_errors import (
    CodeExpiredError,
    TooManyWrongCodesError,
    WrongCodeError,
)
from mock_auth0.tenant.ids import derived, numeric
from mock_auth0.tenant.tenant import Tenant


def make(
    tenant: Tenant,
    client: Client,
    connection: Connection,
    identifier: str,
    *,
    key: str | None = None,
    user: User | None = None,
    opens: bool = True,
) -> OneTimeCode:
    """A new code, in the place of the one before. ``key``: what it is known by, if not the address.

    One that does not ``open`` anything is for nobody to be told who exists.
    """
    now = tenant.clock.now()
    options = connection.passwordless
    made = OneTimeCode(
        code=numeric(tenant.ids, options.code_length),
        client_id=client.client_id,
        connection=connection.name,
        identifier=identifier,
        ends_at=now + options.code_lifetime,
        expires_at=now + 2 * options.code_lifetime,
        user_id=user.user_id if user else None,
        opens=opens,
    )
    key = key or _key(client, connection.name, identifier)
    if tenant.one_time_codes.get(key, now) is None:
        tenant.one_time_codes.discard(key)
        tenant.one_time_codes.put(key, made, now)
    else:
        tenant.one_time_codes.replace(key, made)
    return made


def take(tenant: Tenant, client: Client, connection: str, identifier: str, code: str) -> User:
    """Whoever the code was sent to; a new user of the connection if nobody yet.

    Raises `WrongCodeError`, `TooManyWrongCodesError`, `CodeExpiredError`.
    """
    taken = take_by_key(tenant, _key(client, connection, identifier), code)
    user = tenant.users.get(taken.user_id) if taken.user_id else None
    return user or user_of(tenant, taken)


def check(
    tenant: Tenant, client: Client, connection: str, identifier: str, code: str
) -> User | None:
    """The same, but the code stays good, and nobody becomes a user."""
    known = _right(tenant, _key(client, connection, identifier), code)
    return tenant.user_in(known.connection, known.identifier)


def take_by_key(tenant: Tenant, key: str, code: str) -> OneTimeCode:
    """The code of this key, which is gone then. Raises the same."""
    known = _right(tenant, key, code)
    tenant.one_time_codes.discard(key)
    return known


def _right(tenant: Tenant, key: str, code: str) -> OneTimeCode:
    now = tenant.clock.now()
    known = tenant.one_time_codes.get(key, now)
    if known is None:
        raise WrongCodeError("no code was sent there to this client, or it was used")
    if known.wrong_tries >= MOST_WRONG_TRIES:
        raise TooManyWrongCodesError(f"{MOST_WRONG_TRIES} wrong codes; have another one sent")
    if now >= known.ends_at:
        tenant.one_time_codes.discard(key)
        raise CodeExpiredError(f"it ended at {known.ends_at}; have another one sent")
    if known.opens and _is_right(known, code):
        return known
    known = replace(known, wrong_tries=known.wrong_tries + 1)
    tenant.one_time_codes.replace(key, known)
    if known.wrong_tries >= MOST_WRONG_TRIES:
        raise TooManyWrongCodesError(f"{MOST_WRONG_TRIES} wrong codes; have another one sent")
    raise WrongCodeError("the outbox has the right one")


def _is_right(known: OneTimeCode, code: str) -> bool:
    """Compare in constant time."""
    from hmac import compare_digest

    return compare_digest(known.code.encode(), code.encode("utf-8", "surrogatepass"))


def user_of(tenant: Tenant, taken: OneTimeCode) -> User:
    """The user of the connection who has this address, or a new one: the address is theirs."""
    known = tenant.user_in(taken.connection, taken.identifier)
    if known is not None:
        return known
    connection = tenant.connections.get(taken.connection)
    strategy = connection.strategy if connection else "email"
    now = tenant.clock.now()
    is_phone = taken.identifier.startswith("+")
    user = User(
        user_id=f"{strategy}|{id_of(taken.connection, taken.identifier)}",
        connection=taken.connection,
        email=None if is_phone else taken.identifier,
        email_verified=not is_phone,
        phone_number=taken.identifier if is_phone else None,
        phone_verified=is_phone,
        name=taken.identifier,
        nickname=taken.identifier.partition("@")[0],
        picture=default_picture(taken.identifier),
        created_at=now,
        updated_at=now,
    )
    tenant.users.put(user)
    return user


def id_of(connection: str, identifier: str) -> str:
    """What a user who is new will be known by, behind the strategy."""
    return derived("passwordless", connection, identifier)


def _key(client: Client, connection: str, identifier: str) -> str:
    return f"{client.client_id} {connection} {identifier.lower()}"
