"""``roles:``.

Auth0: Management API > Roles
"""

from mock_auth0.model.role import Role
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.references import References


def role(fields: Fields, references: References) -> Role:
    """One role with its permissions."""
    built = Role(
        name=fields.required("name", "admin"),
        description=fields.text("description") or "",
        permissions=references.permissions(fields),
    )
    fields.accept("id", "owner_id")
    fields.without_effect(type="tenant")
    fields.close()
    return built
