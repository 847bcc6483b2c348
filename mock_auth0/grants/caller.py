"""Who asks for tokens, apart from the client: from where, and by which name of this tenant."""

from dataclasses import dataclass, field

from mock_auth0.hooks.request import Requested


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What a grant may want to know of the request besides its parameters."""

    issuer: str = ""
    """``iss`` of what is minted for it, with the trailing slash."""
    ip: str | None = None
    """The address that it came from; ``None`` where there is none, as in a test's own process."""
    requested: Requested | None = field(default=None, compare=False, repr=False)
    """The request itself, for hooks."""


NOBODY = Caller()
