"""Custom claims: what Auth0 lets a tenant add to tokens, and in which order.

Auth0: Create Custom Claims; Restricted claims

The API's come first, then the client's, the user's, the login's: the last write wins. An API's go
into access tokens only.
"""

import logging
from collections.abc import Mapping
from typing import Any

from mock_auth0.tokens.claims import RESTRICTED, scopes_of

log = logging.getLogger("mock_auth0")

_OWN_HOSTS = ("auth0.com", "webtask.io", "webtask.run")


def merged(scope: tuple[str, ...], *sources: Mapping[str, Any]) -> dict[str, Any]:
    """The claims of all sources that Auth0 would add, a later source over an earlier one.

    Auth0 leaves the others out without a word; the log has one.
    """
    merged: dict[str, Any] = {}
    if not any(sources):
        return merged
    for source in sources:
        merged |= source
    for name in tuple(merged):
        reason = why_not(name, scope)
        if reason is not None:
            log.info("custom claim %r left out: %s", name, reason)
            del merged[name]
    return merged


def why_not(name: str, scope: tuple[str, ...]) -> str | None:
    """Why a claim of this name is left out; ``None``: it is not."""
    if name in RESTRICTED or name.startswith("sip_"):
        return "the name is restricted; use another, or a namespace such as https://example.com/"
    if name.startswith("urn:auth0"):
        return "the namespace urn:auth0 is Auth0's own"
    if name.startswith(("http://", "https://")):
        host = name.partition("//")[2].partition("/")[0].partition(":")[0].lower()
        if any(host == own or host.endswith(f".{own}") for own in _OWN_HOSTS):
            return f"the namespace {host} is Auth0's own"
    opened_by = scopes_of(name)
    if opened_by and opened_by.isdisjoint(scope):
        return f"a standard claim needs its scope: {' or '.join(sorted(opened_by))}"
    return None
