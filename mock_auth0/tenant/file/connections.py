"""``databases:`` and ``connections:``: where users come from.

Auth0: Management API > Connections
"""

from dataclasses import replace

from mock_auth0.model.connection import Connection, DatabaseOptions
from mock_auth0.model.passwordless_options import STRATEGIES
from mock_auth0.tenant.file.database_options import database_options
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.passwordless_options import passwordless_options
from mock_auth0.tenant.file.references import References

_DATABASE = "auth0"


def database(fields: Fields, references: References) -> Connection:
    """A database connection: users and passwords that Auth0 keeps."""
    fields.choice("strategy", (_DATABASE,))
    options = database_options(fields.section("options"))
    return _connection(fields, references, _DATABASE, options)


def connection(fields: Fields, references: References) -> Connection:
    """Any other connection. Its users can be seeded; nobody is sent to its identity provider."""
    strategy = fields.required("strategy", "google-oauth2")
    if strategy in STRATEGIES:
        codes = passwordless_options(fields.section("options"))
        return replace(_connection(fields, references, strategy), passwordless=codes)
    if strategy != _DATABASE:
        fields.without_effect("strategy")
        return _connection(fields, references, strategy)
    return database(fields, references)


def _connection(
    fields: Fields,
    references: References,
    strategy: str,
    options: DatabaseOptions | None = None,
) -> Connection:
    enabled = fields.texts("enabled_clients")
    built = Connection(
        name=fields.required("name", "My-Database"),
        strategy=strategy,
        enabled_clients=None
        if enabled is None
        else frozenset(references.client(fields, "enabled_clients", name) for name in enabled),
        realms=fields.texts("realms") or (),
        display_name=fields.text("display_name"),
        options=options or DatabaseOptions(),
    )
    fields.open("options")
    fields.accept(
        "connected_accounts", "deleted_at", "directory_provisioning_configuration",
        "id", "is_domain_connection", "metadata", "provisioning_ticket_url",
        "scim_configuration", "show_as_button",
    )  # fmt: skip
    fields.without_effect("cross_app_access_requesting_app", "cross_app_access_resource_app")
    fields.section("authentication").accept("active")
    fields.close()
    return built
