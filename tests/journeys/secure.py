"""A tenant behind TLS, for SDKs that speak https only, and the authority that vouches for it."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import trustme

from mock_auth0 import Tenant, create_app
from mock_auth0.oauth import pkce
from mock_auth0.web_server import WebServer, bind

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecureMock:
    domain: str
    """Host and port, as Auth0's SDKs want it."""
    authority: Path
    """The certificate to trust, PEM."""
    tenant: Tenant

    @property
    def issuer(self) -> str:
        return f"https://{self.domain}/"

    def authorize(self, *, client_id: str, redirect_uri: str, user: str, **more: str) -> str:
        """A code, as the browser of a user would bring it back."""
        query = urlencode(
            {
                "response_type": "code",
                "client_id": client_id,
                "redirect_uri": redirect_uri,
                "scope": "openid profile email offline_access",
                "code_challenge": pkce.transform(VERIFIER),
                "code_challenge_method": "S256",
                "login_hint": user,
                **more,
            }
        )
        trusting = ssl.create_default_context(cafile=self.authority)
        answer = httpx.get(f"{self.issuer}authorize?{query}", verify=trusting)
        return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


@contextmanager
def secure_mock(tenant: Tenant, folder: Path) -> Iterator[SecureMock]:
    """Serve the tenant on https://localhost, with an authority made for it alone."""
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    authority_file, certificate_file = folder / "authority.pem", folder / "localhost.pem"
    authority.cert_pem.write_to_path(authority_file)
    certificate.private_key_and_cert_chain_pem.write_to_path(certificate_file)
    server = WebServer(create_app(tenant))
    server.config.ssl_certfile = str(certificate_file)
    sockets = bind("127.0.0.1", 0)
    port = sockets[0].getsockname()[1]
    thread = threading.Thread(target=server.run, args=(sockets,), daemon=True)
    thread.start()
    server.is_up.wait()
    try:
        yield SecureMock(domain=f"localhost:{port}", authority=authority_file, tenant=tenant)
    finally:
        server.stop()
        thread.join(5)
