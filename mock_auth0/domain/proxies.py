"""Names of routes go past the proxy that the environment names.

``no_proxy`` is read by urllib, requests and httpx, and before ``NO_PROXY`` where both are there.
"""

import os
from collections.abc import Sequence

_NAMED_BY = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
_VARIABLE = "no_proxy"


class NoProxy:
    """The variable; it is left alone where there is no proxy."""

    def __init__(self) -> None:
        self._before: str | None = None
        self._written: str | None = None

    def set(self, names: Sequence[str]) -> None:
        """Name these beside what it had; without any it is as it was."""
        if self._written is None or os.environ.get(_VARIABLE) != self._written:
            self._before, self._written = os.environ.get(_VARIABLE), None
        others = os.environ.get("NO_PROXY", "") if self._before is None else self._before
        is_needed = any(map(os.environ.get, _NAMED_BY)) and others.strip() != "*"
        wanted = ",".join([*filter(None, [others]), *names]) if is_needed and names else None
        if wanted is not None:
            os.environ[_VARIABLE] = wanted
        elif self._written is not None:
            if self._before is None:
                del os.environ[_VARIABLE]
            else:
                os.environ[_VARIABLE] = self._before
        self._written = wanted
