"""What the hooks of a login have done so far.

Auth0: Actions > Triggers > post-login > API Object
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class HookedLogin:
    """Goes with the login until its tokens are made."""

    user_id: str | None = None
    """For whom they ran: somebody else's login has not been looked at."""
    done: tuple[str, ...] = ()
    """The ids of those that ran."""
    redirect: str | None = None
    """Where the browser must be sent, and come back from, before they go on."""
    waits: str | None = None
    """The hook that wants it."""
    redirects: int = 0
    """How often it has happened."""
    id_token_claims: Mapping[str, Any] = field(default_factory=dict)
    access_token_claims: Mapping[str, Any] = field(default_factory=dict)
    added_scope: tuple[str, ...] = ()
    removed_scope: tuple[str, ...] = ()
    demands_mfa: bool | None = None
    """``None``: nobody said anything about it."""
    demands_fresh_mfa: bool = False
    """What the session has proven before does not count."""

    def scope_of(self, granted: tuple[str, ...]) -> tuple[str, ...]:
        """The granted scopes as the hooks want them."""
        kept = (each for each in granted if each not in self.removed_scope)
        return tuple(dict.fromkeys((*kept, *self.added_scope)))
