"""``api.user``: a user's metadata, written once the hooks have run."""

from dataclasses import replace

from mock_auth0.hooks.outcome import Outcome, merged
from mock_auth0.model.user import User
from mock_auth0.tenant.tenant import Tenant


def save(tenant: Tenant, user: User, outcome: Outcome) -> User:
    """Keep what changes; the user as they are then."""
    if not outcome.user_metadata and not outcome.app_metadata:
        return user
    known = tenant.users.get(user.user_id) or user
    changed = replace(
        known,
        user_metadata=merged(known.user_metadata, outcome.user_metadata),
        app_metadata=merged(known.app_metadata, outcome.app_metadata),
        updated_at=tenant.clock.now(),
    )
    tenant.users.put(changed)
    return changed
