"""The SDKs that the journeys run: each journey says which ones in its ``SDK``."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Sdk:
    registry: Literal["npm", "PyPI"]
    name: str
    environment: str | None = None
    """requirements/<environment>.txt, for one of PyPI's that is not in the tests' own."""
