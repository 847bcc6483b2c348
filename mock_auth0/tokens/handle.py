"""Handles: opaque names for what the tenant keeps for some minutes, which say when it ends.

Auth0's own are sealed by @hapi/iron, hence the beginning. The end stands in the handle, so that one
that is too old can be told from one that was never made.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2s
from hmac import compare_digest

from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant

PREFIX = "Fe26.2"
_TAG_SIZE = 16
_LONGEST = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """What a handle says: the key of what is kept, and until when."""

    key: str
    ends_at: datetime


def seal(tenant: Tenant, purpose: str, key: str, ends_at: datetime) -> str:
    """The handle. ``key`` holds no ``*``; the end is kept to the millisecond."""
    body = f"{PREFIX}**{key}*{int(ends_at.timestamp() * 1000)}"
    return f"{body}*{_tag(tenant, purpose, body)}"


def unseal(tenant: Tenant, purpose: str, handle: str) -> Handle | None:
    """What it says; ``None`` when it was not made here, or for something else."""
    body, _, tag = handle.rpartition("*")
    if len(handle) > _LONGEST or not handle.isascii():
        return None
    if not compare_digest(tag, _tag(tenant, purpose, body)):
        return None
    key, _, end = body.removeprefix(f"{PREFIX}**").partition("*")
    return Handle(key=key, ends_at=datetime.fromtimestamp(int(end) / 1000, UTC))


def _tag(tenant: Tenant, purpose: str, body: str) -> str:
    text = f"{purpose} {body}".encode()
    return url_safe(blake2s(text, digest_size=_TAG_SIZE, key=tenant.secret).digest())
