"""A thing that ends, to be kept in stores."""

from dataclasses import dataclass
from datetime import datetime

from tests.builders import HOUR, NOON


@dataclass(frozen=True)
class Thing:
    name: str = "thing"
    expires_at: datetime = NOON + HOUR
    owner: str = "ada"
