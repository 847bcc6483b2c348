"""What a request proves besides its parameters: by its headers, its certificate, its keys."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """Read once from the request; each ``None`` unless it was sent."""

    url: str = ""
    """The endpoint as the client addressed it, without query: the ``htu`` of a DPoP proof."""
    address: str = ""
    """The base URL that was asked, with its trailing slash."""
    method: str = "POST"
    authorization: str | None = None
    """The header ``Authorization``."""
    dpop: str | None = None
    """The header ``DPoP`` (RFC 9449)."""
    certificate: str | None = None
    """The header ``client-certificate``: a PEM certificate, percent-encoded, from the TLS edge."""
    certificate_verified: str | None = None
    """The header ``client-certificate-ca-verified``: ``SUCCESS``, or why not."""


NOTHING_PROVEN = Proofs()
