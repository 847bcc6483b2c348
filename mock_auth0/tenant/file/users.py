"""``users:``, the one part that deploy-cli does not have.

Auth0: Bulk User Import Database Schema and Examples; User Profile Structure
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from mock_auth0.model.connection import DEFAULT_CONNECTION
from mock_auth0.model.user import Identity, User, default_picture
from mock_auth0.oauth import redirect_uri
from mock_auth0.oauth import scope as scopes
from mock_auth0.tenant.file import addresses
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.guardian import authenticators
from mock_auth0.tenant.file.node import node_of
from mock_auth0.tenant.file.password_hashes import password_hash
from mock_auth0.tenant.file.problems import Report
from mock_auth0.tenant.file.references import Named, References
from mock_auth0.tenant.ids import derived

CREATED_AT = datetime(2024, 1, 1, tzinfo=UTC)
"""When a user came to be, unless said otherwise: the same at every start."""

_HOUR = timedelta(hours=1)


def user(fields: Fields, references: References) -> User:
    """One user, with what Auth0 fills in."""
    email = addresses.email(fields, "email")
    username = (fields.text("username") or "").lower() or None
    phone_number = addresses.phone_number(fields, "phone_number")
    identifier = email or username or phone_number
    if identifier is None and not any(map(fields.has, ("email", "username", "phone_number"))):
        fields.missing("email, or username, or phone_number, such as email: ada@example.com")
    connection = fields.text("connection") or DEFAULT_CONNECTION
    roles = fields.texts("roles") or ()
    permissions = references.permissions(fields)
    references.connection(fields, "connection", connection)
    for role in roles:
        references.role(fields, "roles", role)
    created_at = fields.moment("created_at") or CREATED_AT
    user_id = _user_id(fields, references, connection, identifier or "")
    nickname = email.partition("@")[0] if email else identifier
    built = User(
        user_id=user_id,
        connection=connection,
        email=email,
        email_verified=fields.flag("email_verified") or False,
        username=username,
        phone_number=phone_number,
        phone_verified=fields.flag("phone_verified") or False,
        name=fields.text("name") or identifier,
        given_name=fields.text("given_name"),
        family_name=fields.text("family_name"),
        nickname=fields.text("nickname") or nickname,
        picture=fields.url("picture", redirect_uri.is_well_formed)
        or default_picture(identifier or ""),
        locale=fields.text("locale"),
        password=fields.text("password", secret=True),
        password_hash=password_hash(fields),
        blocked=fields.flag("blocked") or False,
        app_metadata=_metadata(fields, "app_metadata", _NOT_IN_APP_METADATA),
        user_metadata=_metadata(fields, "user_metadata"),
        identities=_identities(fields),
        roles=roles,
        permissions=permissions,
        authenticators=authenticators(fields, user_id, created_at),
        claims=fields.open("claims"),
        created_at=created_at,
        updated_at=fields.moment("updated_at") or created_at,
    )
    # What an export of users has besides.
    fields.accept(
        "last_ip", "last_login", "last_password_reset", "logins_count",
        "multifactor_last_modified", "verify_email",
    )  # fmt: skip
    fields.accept("organizations")  # read with them
    fields.without_effect("multifactor")
    fields.close()
    return built


def user_from(attributes: Mapping[str, object], known: Named | None = None) -> User:
    """A user from Python: the keys and defaults of the tenant file. Raises `TenantFileError`.

    Roles, connection and permissions must be ``known`` ones, when a tenant or a seed is given.
    """
    report = Report()
    references = References(checks=False) if known is None else References.to(known)
    built = user(Fields(node_of(attributes), "user", report), references)
    report.raise_problems()
    return built


def _user_id(fields: Fields, references: References, connection: str, identifier: str) -> str:
    """``<provider>|<id>``; the provider of a connection is its strategy."""
    given = fields.text("user_id")
    if given is not None and "|" in given:
        return given
    if given is not None and any(character.isspace() for character in given):
        fields.wrong("user_id", "must not hold spaces")
    provider = references.strategies.get(connection, "auth0")
    return f"{provider}|{given or derived('user', connection, identifier)}"


def _identities(fields: Fields) -> tuple[Identity, ...]:
    """Those with an access token; the others say nothing that ``user_id`` does not."""
    identities = []
    for each in fields.sections("identities"):
        access_token = each.text("access_token", secret=True)
        connection = each.required("connection", "google-oauth2")
        user_id = each.node("user_id")
        # An export has numbers here.
        identity = str(user_id.source or user_id.value or "")
        expires_in = each.lifetime("expires_in")
        scope = scopes.parse(each.text("scope"))
        each.accept(
            "access_token_secret", "id_token", "isSocial", "profileData", "profile_data",
            "provider", "refresh_token",
        )  # fmt: skip
        each.close()
        if access_token is not None:
            identities.append(
                Identity(
                    connection=connection,
                    user_id=identity,
                    access_token=access_token,
                    scope=scope,
                    expires_in=_HOUR if expires_in is None else expires_in,
                )
            )
    return tuple(identities)


def _metadata(
    fields: Fields, name: str, forbidden: frozenset[str] = frozenset()
) -> Mapping[str, object]:
    metadata = fields.open(name)
    for key in metadata:
        if key in forbidden:
            message = f"must not hold {key}, which Auth0 keeps itself"
            fields.wrong(name, message, value_is_shown=True)
        elif "." in key or "$" in key:
            fields.wrong(name, f"must not hold . or $ in a key: {key}", value_is_shown=True)
    return metadata


_NOT_IN_APP_METADATA = frozenset(
    {
        "__tenant", "_id", "blocked", "clientID", "created_at", "email", "email_verified",
        "globalClientID", "global_client_id", "identities", "lastIP", "lastLogin", "loginsCount",
        "metadata", "multifactor", "multifactor_last_modified", "updated_at", "user_id",
    }
)  # fmt: skip
