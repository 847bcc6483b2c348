"""The signing keys: the current, the next, and previous ones that are still published."""

from dataclasses import dataclass
from itertools import chain, repeat

from mock_auth0.control.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedKey:
    """A key of the JWKS by its ``kid``; ``use`` is ``current``, ``next`` or ``previous``."""

    kid: str
    use: str


def published(world: World) -> list[PublishedKey]:
    """All keys of the JWKS."""
    uses = chain(("current", "next"), repeat("previous"))
    return [
        PublishedKey(kid=key.kid, use=use)
        for key, use in zip(world.tenant.keys, uses, strict=False)
    ]


def rotate(world: World) -> str:
    """Sign with the next key from now on, which the JWKS has published already; its ``kid``."""
    return world.tenant.rotate_signing_key()


def revoke(world: World, kid: str) -> None:
    """Publish a previous key no more: its tokens are refused. Raises `ValueError` for others."""
    world.tenant.revoke_signing_key(kid)
