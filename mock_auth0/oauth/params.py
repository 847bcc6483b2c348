"""The flat parameters of one request, wherever they came from: query, form or JSON.

RFC 6749 §3.1-3.2: an empty value is treated as if it were omitted; none may occur twice.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_auth0.oauth.errors import invalid_parameter, invalid_request, missing_parameter


class Params:
    """Parameters by name, each a string that is not empty.

    A name that came twice, or with a value that is no string, is an error only for whoever reads
    it: unknown parameters are ignored, as Auth0 does.
    """

    __slots__ = ("_malformed", "_objects", "_values")

    def __init__(
        self,
        values: Mapping[str, str] | None = None,
        malformed: frozenset[str] = frozenset(),
        objects: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self._values = dict(values or {})
        self._malformed = malformed
        self._objects = objects
        """What is a JSON object; malformed for whoever wants text."""

    @property
    def names(self) -> frozenset[str]:
        """What was sent, whatever it is worth."""
        return self._malformed.union(self._values, self._objects or ())

    def get(self, name: str) -> str | None:
        """The value, or ``None``. Raises ``invalid_request`` when it was repeated or no string."""
        if self._malformed and name in self._malformed:
            raise invalid_parameter(name)
        return self._values.get(name)

    def require(self, name: str) -> str:
        """The value. Raises ``invalid_request`` when it is absent, repeated or no string."""
        value = self.get(name)
        if value is None:
            raise missing_parameter(name)
        return value

    def mapping(self, name: str) -> Mapping[str, Any]:
        """The JSON object of this name; empty if absent. Raises ``invalid_request`` for others."""
        if self._objects and name in self._objects:
            return self._objects[name]
        if name in self:
            raise invalid_request(
                f"Invalid parameter: {name} must be an object", remedy=f"send {name} as an object"
            )
        return {}

    def overridden_by(
        self, values: Mapping[str, str], malformed: frozenset[str] = frozenset()
    ) -> "Params":
        """These values before ours, and empty ones as if omitted."""
        given = {name: value for name, value in values.items() if value}
        kept = self._malformed.difference(given) | malformed
        return Params({**self._values, **given}, kept, self._objects)

    def __contains__(self, name: object) -> bool:
        return name in self._values or name in self._malformed

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __repr__(self) -> str:
        # Values may be secrets: a log or a traceback shows the names only.
        return f"Params({sorted(self._values)})"
