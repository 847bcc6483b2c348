"""``/dbconnections/signup``: who wants to be a user of a database connection.

Auth0: Authentication API > Signup
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.flows.database import database_connection
from mock_auth0.flows.database.database_connection import required
from mock_auth0.flows.universal_login import sign_up
from mock_auth0.hooks.request import Requested
from mock_auth0.model.connection import Connection, SignUpStatus
from mock_auth0.model.user import User
from mock_auth0.oauth import redirect_uri
from mock_auth0.oauth.database_errors import IncompleteError
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import sign_up as users
from mock_auth0.tenant.tenant import Tenant

_LONGEST = {"given_name": 150, "family_name": 150, "name": 300, "nickname": 300, "picture": 2048}
_MOST_KEYS, _LONGEST_KEY, _LONGEST_VALUE = 10, 100, 500


def handle(
    tenant: Tenant,
    params: Params,
    *,
    base_url: str,
    ip: str | None = None,
    requested: Requested | None = None,
) -> dict[str, Any]:
    """The members of the answer, in order."""
    client = database_connection.client(tenant, params)
    connection = database_connection.connection(tenant, client, params)
    users.admit(tenant, connection, ip)
    profile = _profile(params)
    user = sign_up.join(
        tenant,
        connection,
        client,
        base_url=base_url,
        email=_identifier(connection, params, "email"),
        phone_number=_identifier(connection, params, "phone_number"),
        username=_identifier(connection, params, "username"),
        password=required(params, "password"),
        profile=profile,
        user_metadata=_user_metadata(params),
        requested=requested,
    )
    return _answer(user, profile)


def _identifier(connection: Connection, params: Params, name: str) -> str | None:
    attribute = getattr(connection.options, name)
    if attribute.sign_up is SignUpStatus.INACTIVE:
        return None
    value = params.get(name)
    if value is None:
        if attribute.sign_up is SignUpStatus.OPTIONAL:
            return None
        raise _missing(connection, name)
    return value


def _missing(connection: Connection, name: str) -> IncompleteError:
    if name == "username" and not connection.options.has_attributes:
        text = f"missing username for {connection.name} connection with requires_username enabled"
    else:
        text = f"{name} is required"
    return IncompleteError(text, f"send {name}; the options of {connection.name!r} ask for it")


def _profile(params: Params) -> dict[str, str]:
    profile = {}
    for name, longest in _LONGEST.items():
        value = params.get(name)
        if value is None:
            continue
        is_url = name != "picture" or redirect_uri.is_well_formed(value)
        if len(value) > longest or not is_url:
            raise IncompleteError(f"{name} is not valid", f"at most {longest} characters")
        profile[name] = value
    return profile


def _user_metadata(params: Params) -> Mapping[str, str]:
    metadata = params.mapping("user_metadata")
    if len(metadata) <= _MOST_KEYS and all(map(_fits, metadata, metadata.values())):
        return metadata
    raise invalid_request(
        "user_metadata is not valid",
        remedy=f"at most {_MOST_KEYS} keys of {_LONGEST_KEY} characters without . and $, whose "
        f"values are strings of at most {_LONGEST_VALUE}",
    )


def _fits(key: str, value: object) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= _LONGEST_VALUE
        and len(key) <= _LONGEST_KEY
        and not any(each in "$." for each in key)
        and not any("\ud800" <= each <= "\udfff" for each in key + value)
    )


def _answer(user: User, profile: Mapping[str, str]) -> dict[str, Any]:
    answer: dict[str, Any] = {"_id": user.user_id.partition("|")[2]}
    if user.email:
        answer |= {"email_verified": user.email_verified, "email": user.email}
    if user.username:
        answer["username"] = user.username
    if user.phone_number:
        answer |= {"phone_number": user.phone_number, "phone_verified": user.phone_verified}
    answer |= profile
    if user.user_metadata:
        answer["user_metadata"] = user.user_metadata
    return answer
