"""What certificates are made of, or read from."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was configured; files have been read. Without anything: an authority of one's own."""

    names: tuple[str, ...] = ()
    """Names and IP addresses beside localhost; ``*.example.com`` for one level."""
    folder: Path | None = None
    """Where the authority is kept; ``None``: in the user's data folder."""
    authority: str | None = None
    """PEM of a certificate that signs others, and of its key: instead of the kept one."""
    certificate: str | None = None
    """PEM of a key, its certificate and the chain: shown as it is, and nothing is made."""

    @property
    def is_given(self) -> bool:
        """Whether it was written by somebody, and may be wrong."""
        return self.authority is not None or self.certificate is not None
