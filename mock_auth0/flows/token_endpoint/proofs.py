"""What a request proves besides its parameters: by its headers, its certificate, its keys."""

from dataclasses import dataclass, field

from mock_auth0.hooks.request import Requested
from mock_auth0.model.client import Client


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """Read once from the request; each ``None`` unless it was sent."""

    url: str = ""
    """The endpoint as the client addressed it, without query: the ``htu`` of a DPoP proof."""
    address: str = ""
    """The base URL that was asked, with its trailing slash."""
    method: str = "POST"
    ip: str | None = None
    """The address that the request came from."""
    forwarded_for: str | None = None
    """The header ``auth0-forwarded-for``: the address of the user, who asked the client."""
    authorization: str | None = None
    """The header ``Authorization``."""
    dpop: str | None = None
    """The header ``DPoP`` (RFC 9449)."""
    certificate: str | None = None
    """The header ``client-certificate``: a PEM certificate, percent-encoded, from the TLS edge."""
    certificate_verified: str | None = None
    """The header ``client-certificate-ca-verified``: ``SUCCESS``, or why not."""
    requested: Requested | None = field(default=None, compare=False, repr=False)
    """The request itself, for hooks."""

    def ip_of_user(self, client: Client) -> str | None:
        """Where the user is, by the client's word if that is to be trusted.

        Auth0: Avoid Common Issues with Resource Owner Password Flow and Attack Protection
        """
        if self.forwarded_for is None or client.is_public:
            return self.ip
        if not client.is_token_endpoint_ip_header_trusted:
            return self.ip
        from ipaddress import ip_address

        try:
            return str(ip_address(self.forwarded_for.strip()))
        except ValueError:
            return self.ip


NOTHING_PROVEN = Proofs()
