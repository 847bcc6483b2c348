"""A fault: which requests it meets, how often, and what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

_RESOLUTION = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Which requests. All that is given must be so; a ``*`` in a text stands for anything."""

    method: str | None = None
    path: str | None = None
    client: str | None = None
    """``client_id`` or name."""
    user: str | None = None
    """``user_id``, e-mail address, username or phone number."""
    grant_type: str | None = None
    request_headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""
    request_parameters: Mapping[str, str] = field(default_factory=dict)
    """Of the query or of the body."""

    def fits_head(self, method: str, path: str, headers: Mapping[str, str]) -> bool:
        """Whether method, path and headers are so; of ``OPTIONS`` it must be said."""
        if self.method is None:
            # A browser's preflight is not the request that somebody means.
            if method == "OPTIONS":
                return False
        elif self.method != method:
            return False
        if self.path is not None and not fits(self.path, path):
            return False
        return _all_fit(self.request_headers, headers)

    def fits_parameters(self, parameters: Mapping[str, str]) -> bool:
        """Whether grant type and parameters are so."""
        if self.grant_type is not None and parameters.get("grant_type") != self.grant_type:
            return False
        return _all_fit(self.request_parameters, parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often, of the requests that the condition meets."""

    times: int | None = None
    """At most so often."""
    every: int = 1
    """Each k-th of them."""
    after: int = 0
    """So many go through first."""
    probability: float = 1.0
    seed: int = 0
    """The same seed, the same draws."""

    def is_due(self, met: int) -> bool:
        """Whether it is the turn of the request that is the ``met``-th.

        >>> [met for met in range(1, 9) if Schedule(after=2, every=3).is_due(met)]
        [5, 8]
        """
        turn = met - self.after
        if turn < 1 or turn % self.every:
            return False
        return self.probability >= 1 or self.draw("due", met) < self.probability

    def is_spent(self, hits: int) -> bool:
        """Whether it has happened as often as it may."""
        return self.times is not None and hits >= self.times

    def draw(self, purpose: str, number: int) -> float:
        """A number from 0 to 1, without 1: another for each purpose and number."""
        return int.from_bytes(self.bytes_of(purpose, number, 8)) % _RESOLUTION / _RESOLUTION

    def bytes_of(self, purpose: str, number: int, size: int) -> bytes:
        """So many bytes, likewise; at most 32."""
        return sha256(f"{self.seed} {purpose} {number}".encode()).digest()[:size]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What becomes of the request, in this order: it waits, ends, or gets another answer."""

    delay: tuple[float, float] | None = None
    """Seconds, at least and at most."""
    reset: bool = False
    """TCP's; with `truncate` after so many bytes, else before anything is done."""
    close: bool = False
    """The connection ends without an answer."""
    error: str | None = None
    """Auth0's, by name, in place of the answer."""
    description: str | None = None
    status: int | None = None
    body: bytes | None = None
    content_type: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """Set in whichever answer goes out; lower-case names."""
    rate_limited: bool = False
    """The headers say that nothing is left."""
    garbage: bool = False
    """Bytes that are neither JSON nor text, in place of the body."""
    bytes_per_second: float | None = None
    seconds_for_body: float | None = None
    truncate: int | None = None
    """So many bytes of the body are sent, then the connection ends."""

    @property
    def replaces_answer(self) -> bool:
        """Whether the request is not carried out, and another answer made."""
        return self.error is not None or self.status is not None or self.body is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One rule; ``options`` are what it was made of."""

    options: Mapping[str, Any]
    condition: Condition
    schedule: Schedule
    effect: Effect


def fits(pattern: str, text: str) -> bool:
    """Whether the text is so; in time that grows with its length alone.

    >>> fits("/api/v2/*/roles", "/api/v2/users/1/roles"), fits("/oauth/token", "/oauth/token/")
    (True, False)
    """
    first, *others = pattern.split("*")
    if not others:
        return pattern == text
    *between, last = others
    if not text.startswith(first):
        return False
    place = len(first)
    for part in between:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return len(text) - place >= len(last) and text.endswith(last)


def _all_fit(patterns: Mapping[str, str], texts: Mapping[str, str]) -> bool:
    return all(name in texts and fits(pattern, texts[name]) for name, pattern in patterns.items())
