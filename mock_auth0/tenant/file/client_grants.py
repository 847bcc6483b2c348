"""``clientGrants:``: what clients may ask of APIs, in their own name or for a user.

Auth0: Management API > Client Grants
"""

from mock_auth0.model.client import ClientGrant, SubjectType
from mock_auth0.model.organization import OrganizationUsage
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.references import References


def client_grant(fields: Fields, references: References) -> ClientGrant | None:
    """One grant; ``None`` for a kind that has no effect here."""
    fields.accept("id", "is_system")
    fields.without_effect("authorization_details_types", "default_for")
    usage = fields.choice("organization_usage", tuple(OrganizationUsage))
    allows_any = fields.flag("allow_any_organization") or False
    subject_type = fields.choice("subject_type", tuple(SubjectType)) or "client"
    audience = fields.required("audience", "https://api.example.com/")
    api = references.resource_server(fields, "audience", audience)
    scope = fields.texts("scope") or ()
    for word in scope:
        references.scope(fields, "scope", api, word)
    if fields.flag("allow_all_scopes") and api is not None:
        scope = tuple(sorted(api.scopes or ()))
    if fields.has("default_for"):
        # It stands for all third-party clients, which the mock does not tell apart.
        fields.accept("client_id")
        fields.close()
        return None
    name = fields.required("client_id", "My App")
    client_id = references.client(fields, "client_id", name) if name else ""
    fields.close()
    return ClientGrant(
        client_id=client_id,
        audience=audience,
        scope=scope,
        subject_type=SubjectType(subject_type),
        organization_usage=OrganizationUsage(usage or OrganizationUsage.DENY),
        allow_any_organization=allows_any,
    )
