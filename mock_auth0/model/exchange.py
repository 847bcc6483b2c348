"""A request and its answer, as they came and went: bytes, read only when somebody looks."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from mock_auth0.model.log_note import LogNote


class Refusal(NamedTuple):
    """Why a request was refused."""

    code: str
    description: str
    remedy: str


@dataclass(slots=True, eq=False)
class Exchange:
    """One of them. It may hold secrets: `tenant/recorded` makes what may be shown.

    Not frozen, because every request makes one and frozen ones take thrice as long.
    """

    at: datetime
    """When it came, by the tenant's clock."""
    seconds: float
    """How long the answer took, by the wall."""
    method: str
    scheme: str
    path: str
    query: bytes
    ip: str | None
    head: bytes
    """The headers of the request: a line for each name, and one for its value."""
    body: bytes
    status: int
    """0: the client was gone before the answer."""
    answer_head: bytes
    answer_body: bytes
    """JSON alone: pages are long, and never shown."""
    answer_size: int
    """Bytes that the body had."""
    refusal: Refusal | None
    notes: tuple[LogNote, ...]
    size: int
    """Bytes of what can be long."""
    number: int = 0
    """Its place among all requests of the tenant; the journal gives it."""
