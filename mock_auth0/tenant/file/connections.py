"""``databases:`` and ``connections:``: where users come from.

Auth0: Management API > Connections
"""

from mock_auth0.model.connection import Connection
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.references import References

_DATABASE = "auth0"


def database(fields: Fields, references: References) -> Connection:
    """A database connection: users and passwords that Auth0 keeps."""
    fields.choice("strategy", (_DATABASE,))
    options = fields.section("options")
    options.without_effect("enabledDatabaseCustomization", "import_mode")
    return _connection(fields, references, _DATABASE)


def connection(fields: Fields, references: References) -> Connection:
    """Any other connection. Its users can be seeded; nobody is sent to its identity provider."""
    strategy = fields.required("strategy", "google-oauth2")
    if strategy != _DATABASE:
        fields.without_effect("strategy")
    return _connection(fields, references, strategy)


def _connection(fields: Fields, references: References, strategy: str) -> Connection:
    enabled = fields.texts("enabled_clients")
    built = Connection(
        name=fields.required("name", "My-Database"),
        strategy=strategy,
        enabled_clients=None
        if enabled is None
        else frozenset(references.client(fields, "enabled_clients", name) for name in enabled),
    )
    fields.open("options")
    fields.accept(
        "connected_accounts", "deleted_at", "directory_provisioning_configuration", "display_name",
        "id", "is_domain_connection", "metadata", "provisioning_ticket_url", "realms",
        "scim_configuration", "show_as_button",
    )  # fmt: skip
    fields.without_effect("cross_app_access_requesting_app", "cross_app_access_resource_app")
    fields.section("authentication").accept("active")
    fields.close()
    return built
