"""What a hook wants: written down by its API, carried out by the flow that ran it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LARGEST = 100_000
"""Bytes of JSON: all custom claims of a token, and a value of the metadata. Auth0: 100 KB."""
_LONGEST_TEXT = 2000


class Why(StrEnum):
    """Why a hook ended what was going on."""

    DENIED = "denied"
    INVALID = "invalid"
    """``api.validation.error``."""
    BAD_SUBJECT_TOKEN = "bad_subject_token"
    FAILED = "failed"
    """It raised something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """It does not go on. ``code`` is known where the trigger has codes."""

    why: Why = Why.DENIED
    reason: str
    code: str | None = None
    user_message: str | None = None
    """What a page shows instead of the reason."""

    @property
    def told(self) -> str:
        """What the hook did, as the end of a sentence for whoever uses the mock."""
        if self.why is Why.FAILED:
            return "raised an exception; the log has its traceback"
        return "denied it"


@dataclass(slots=True, kw_only=True)
class Outcome:
    """All that the hooks of one trigger have wanted so far."""

    id_token_claims: dict[str, Any] = field(default_factory=dict)
    access_token_claims: dict[str, Any] = field(default_factory=dict)
    added_scope: list[str] = field(default_factory=list)
    removed_scope: list[str] = field(default_factory=list)
    denial: Denial | None = None
    demands_mfa: bool | None = None
    demands_fresh_mfa: bool = False
    redirect: str | None = None
    user_metadata: dict[str, Any] = field(default_factory=dict)
    """What changes; ``None`` removes."""
    app_metadata: dict[str, Any] = field(default_factory=dict)
    user: str | None = None
    """Of a token exchange: the ``user_id`` of whom the subject token stands for."""
    new_user: Mapping[str, Any] | None = None
    """The same by their connection: what is given to ``set_user_by_connection``."""
    organization: str | None = None
    actor: Mapping[str, Any] | None = None

    @property
    def is_final(self) -> bool:
        """Whether the hooks behind this one have nothing to do, at least for now."""
        return self.denial is not None or self.redirect is not None

    def scope_of(self, granted: tuple[str, ...]) -> tuple[str, ...]:
        """The granted scopes as the hooks want them."""
        kept = (each for each in granted if each not in self.removed_scope)
        return tuple(dict.fromkeys((*kept, *self.added_scope)))


def as_json(value: object, what: str) -> Any:
    """A copy that can be written into a token. Raises `ValueError` for what cannot."""
    try:
        text = json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"{what} is no JSON: {error}") from error
    if len(text) > LARGEST:
        raise ValueError(f"{what} has more than {LARGEST:,} bytes")
    return json.loads(text)


def merged(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Metadata with its changes: each key is replaced, or removed by ``None``."""
    both = {**before, **changes}
    return {name: value for name, value in both.items() if value is not None}


def one_text(value: object, what: str) -> str:
    """A text that is not empty, and not too long. Raises `TypeError`."""
    if not isinstance(value, str) or not value:
        raise TypeError(f"{what} must be a text; it is {value!r}")
    return value[:_LONGEST_TEXT]
