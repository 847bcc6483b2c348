"""Scopes: an ordered set of words.

RFC 6749 §3.3 · OpenID Connect Core §5.4
"""

from functools import lru_cache

_LONGEST_REMEMBERED = 512

OPENID = "openid"
OFFLINE_ACCESS = "offline_access"
ONLINE_ACCESS = "online_access"

OIDC_SCOPES = frozenset(
    {
        OPENID, OFFLINE_ACCESS, "profile", "email", "address", "phone",
        "name", "given_name", "family_name", "nickname", "email_verified", "picture",
        "created_at", "identities",
    }
)  # fmt: skip
"""Scopes that belong to no API: they are granted to whoever asks."""


def parse(scope: str | None) -> tuple[str, ...]:
    """The words in the order they were asked for, each once.

    >>> parse("openid  profile openid")
    ('openid', 'profile')
    """
    if not scope:
        return ()
    return _words(scope) if len(scope) < _LONGEST_REMEMBERED else _words.__wrapped__(scope)


@lru_cache(maxsize=256)
def _words(scope: str) -> tuple[str, ...]:
    """Whoever asks for the same gets the same value: what is kept per login shares it."""
    return tuple(dict.fromkeys(scope.split()))


def join(scopes: tuple[str, ...]) -> str:
    """The wire form, the reverse of `parse`."""
    return " ".join(scopes)
