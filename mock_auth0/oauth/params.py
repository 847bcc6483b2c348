"""The flat parameters of one request, wherever they came from: query, form or JSON.

RFC 6749 §3.1-3.2: an empty value is treated as if it were omitted; none may occur twice.
"""

from collections.abc import Iterator, Mapping

from mock_auth0.oauth.errors import invalid_parameter, missing_parameter


class Params:
    """Parameters by name, each a string that is not empty.

    A name that came twice, or with a value that is no string, is an error only for whoever reads
    it: unknown parameters are ignored, as Auth0 does.
    """

    __slots__ = ("_malformed", "_values")

    def __init__(
        self, values: Mapping[str, str] | None = None, malformed: frozenset[str] = frozenset()
    ) -> None:
        self._values = dict(values or {})
        self._malformed = malformed

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

    def __contains__(self, name: object) -> bool:
        return name in self._values or name in self._malformed

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __repr__(self) -> str:
        # Values may be secrets: a log or a traceback shows the names only.
        return f"Params({sorted(self._values)})"
