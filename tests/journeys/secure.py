"""A tenant behind TLS, for SDKs that speak https only, and the authority that vouches for it."""

import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from mock_auth0 import MockAuth0, Tenant
from mock_auth0.oauth import pkce

HOSTS = Path(__file__).parent / "drivers" / "hosts.mjs"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecureMock:
    domain: str
    """What Auth0's SDKs are given: host and port, or a name of its own."""
    port: int
    """Where it answers on this machine, under that name as well."""
    authority: Path
    """The certificate to trust, PEM."""
    auth0: MockAuth0

    @property
    def tenant(self) -> Tenant:
        return self.auth0.tenant

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
        location = self.request("GET", f"/authorize?{query}").headers["location"]
        return parse_qs(urlsplit(location).query)["code"][0]

    def request(self, method: str, path: str, **content: Any) -> httpx.Response:
        """Ask it under its name, and follow nothing."""
        with httpx.Client(verify=self.trusting, trust_env=False) as client:
            return client.request(
                method,
                f"https://localhost:{self.port}{path}",
                headers={"host": self.domain},
                extensions={"sni_hostname": self.domain.partition(":")[0]},
                **content,
            )

    @property
    def trusting(self) -> ssl.SSLContext:
        """What trusts it, for httpx."""
        return ssl.create_default_context(cafile=self.authority)

    @property
    def for_node(self) -> Mapping[str, str]:
        """The environment in which Node.js trusts it, and finds it under its name."""
        return {
            "NODE_EXTRA_CA_CERTS": str(self.authority),
            "NODE_OPTIONS": f"--import={HOSTS.as_uri()}",
            "HOSTS": json.dumps({self.domain: self.port}),
        }

    @property
    def for_chromium(self) -> str:
        """The argument by which Chromium finds it under its name."""
        return f"--host-resolver-rules=MAP {self.domain}:443 127.0.0.1:{self.port}"


@contextmanager
def secure_mock(
    tenant: Tenant | str, folder: Path, *, name: str | None = None
) -> Iterator[SecureMock]:
    """Serve the tenant, or a tenant file's text, on https://localhost.

    Its authority is kept in the folder. With ``name`` it is called that, for SDKs that take neither
    a port nor localhost.
    """
    with MockAuth0(tenant, https_port=0, ca=folder / "authority", tls_names=name) as auth0:
        assert auth0.https_url
        yield SecureMock(
            domain=name or auth0.domain,
            port=urlsplit(auth0.https_url).port or 443,
            authority=auth0.ca_file,
            auth0=auth0,
        )
