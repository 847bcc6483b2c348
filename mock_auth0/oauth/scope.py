"""Scopes: an ordered set of words.

RFC 6749 §3.3 · OpenID Connect Core §5.4
"""

OPENID = "openid"
OFFLINE_ACCESS = "offline_access"

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
    return tuple(dict.fromkeys(scope.split())) if scope else ()


def join(scopes: tuple[str, ...]) -> str:
    """The wire form, the reverse of `parse`."""
    return " ".join(scopes)
