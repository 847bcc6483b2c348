"""What a client says about organizations.

Auth0: Organizations > Define Organization Behavior
"""

from typing import Any

from mock_auth0.model.organization import OrganizationUsage, RequireBehavior
from mock_auth0.tenant.file.fields import Fields


def organization_settings(fields: Fields) -> dict[str, Any]:
    """Fields of a `Client`."""
    usage = fields.choice("organization_usage", tuple(OrganizationUsage))
    behavior = fields.choice("organization_require_behavior", tuple(RequireBehavior))
    default = fields.section("default_organization")
    flows = default.choices("flows", ("client_credentials",))
    organization_id = default.text("organization_id")
    default.close()
    return {
        "organization_usage": OrganizationUsage(usage or OrganizationUsage.DENY),
        "organization_require_behavior": RequireBehavior(behavior or RequireBehavior.NO_PROMPT),
        "default_organization": organization_id if flows else None,
    }
