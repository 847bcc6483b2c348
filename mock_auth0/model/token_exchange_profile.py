"""A token exchange profile: how a kind of foreign token is exchanged for the tenant's own.

RFC 8693 §2.1 · Auth0: Custom Token Exchange
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_NAMESPACES = ("urn:ietf", "urn:auth0", "urn:okta")
_HOSTS = ("auth0.com", "okta.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenExchangeProfile:
    """Known by its ``subject_token_type``.

    Where Auth0 runs an Action, here stands its result: a token that the tenant signed is good for
    its subject, another for the user that it is listed with.
    """

    name: str
    subject_token_type: str
    subject_tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    """E-mail address, username or ``user_id`` of the user that each token stands for."""
    actor_tokens: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    """The ``act`` claim that each stands for."""


def is_reserved(subject_token_type: str) -> bool:
    """Whether the URI belongs to others than the tenant.

    >>> is_reserved("urn:ietf:params:oauth:token-type:jwt"), is_reserved("urn:acme:legacy")
    (True, False)
    """
    uri = subject_token_type.lower()
    if any(uri == name or uri.startswith(f"{name}:") for name in _NAMESPACES):
        return True
    scheme, separator, rest = uri.partition("://")
    host = rest.partition("/")[0].rpartition("@")[2].partition(":")[0]
    return bool(scheme and separator) and any(
        host == name or host.endswith(f".{name}") for name in _HOSTS
    )
