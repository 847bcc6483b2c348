"""How often somebody has logged in: ``event.stats.logins_count``.

Auth0: User Profile Attributes
"""

from mock_auth0.model.user import User
from mock_auth0.tenant.tenant import Tenant


def count(tenant: Tenant, user: User) -> None:
    """Once more."""
    tenant.logins.put(user.user_id, (tenant.logins.get(user.user_id) or 0) + 1)
