"""HTTPS beside HTTP: each client trusts the authority in its own way."""

import base64
import json
import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import sync_playwright

from tests.journeys import requirement
from tests.journeys.conftest import QUIET, StartMock, only_process
from tests.journeys.mock_process import SOON, MockProcess, free_port, wait_until

FETCH = Path(__file__).parent / "drivers" / "fetch.mjs"
FETCH_BY_JAVA = FETCH.with_name("Fetch.java")
DISCOVERY = "/.well-known/openid-configuration"
TENANT = """
clients:
  - name: App
    client_id: app
    app_type: spa
    callbacks: ["https://app.example/cb"]
users: [{email: eva@example.com, password: secret, email_verified: true}]
"""
AUTHORIZE = (
    "/authorize?response_type=code&client_id=app&redirect_uri=https://app.example/cb"
    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
)


class Secure:
    """A process that speaks both, and the folder of its authority."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.port, self.https_port = free_port(), free_port()
        self.url = f"http://localhost:{self.port}"
        self.https_url = f"https://localhost:{self.https_port}"
        self.process = MockProcess(
            f"--port={self.port}", f"--https-port={self.https_port}", f"--ca={folder}", *arguments,
            environment={"MOCK_AUTH0_TENANT": TENANT},
        )  # fmt: skip
        self.ca_file = folder / "ca.pem"

    def wait_until_up(self) -> None:
        self.process.wait_until_up(self.url)
        wait_until(self.ca_file.exists, "it never makes an authority")


@pytest.fixture(scope="module")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    folder = tmp_path_factory.mktemp("tls") / "authority"
    secure = Secure(folder, "--tls-names=auth0.test")
    with closing(secure.process):
        secure.wait_until_up()
        yield secure


@pytest.fixture(scope="module")
def client(mock: Secure) -> Iterator[httpx.Client]:
    trusting = ssl.create_default_context(cafile=mock.ca_file)
    with httpx.Client(base_url=mock.https_url, verify=trusting, trust_env=False) as client:
        yield client


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return subprocess.run(
        words,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_prints_both_addresses(mock: Secure) -> None:
    lines = [line.split() for line in mock.process.output.splitlines()]
    assert lines[1][-3:] == [mock.url, "and", mock.https_url]
    assert ["domain", f"localhost:{mock.port}", "http"] in lines
    assert [f"localhost:{mock.https_port}", "https", "to", "trust"] in [each[:4] for each in lines]
    assert mock.process.errors == ""


def test_what_to_trust_is_the_same_from_everywhere(mock: Secure, start_mock: StartMock) -> None:
    pem = mock.ca_file.read_text()
    assert start_mock("ca", f"--ca={mock.folder}").outcome() == (0, pem, "")
    assert httpx.get(f"{mock.url}/_mock/ca.pem", trust_env=False).text == pem


def test_the_issuer_is_that_of_https(mock: Secure, client: httpx.Client) -> None:
    document = client.get(DISCOVERY).json()
    assert document["issuer"] == f"{mock.https_url}/"
    assert document["token_endpoint"] == f"{mock.https_url}/oauth/token"
    plain = httpx.get(f"{mock.url}{DISCOVERY}", trust_env=False).json()
    assert plain["issuer"] == f"{mock.url}/"


def test_cookies_are_those_of_auth0(client: httpx.Client) -> None:
    client.cookies.clear()
    begun = client.get(AUTHORIZE)
    assert begun.status_code == 302
    [cookie, twin] = begun.headers.get_list("set-cookie")
    assert cookie.endswith("; Path=/; HttpOnly; Secure; SameSite=None")
    assert twin.startswith("did_compat=")
    assert twin.endswith("; Path=/; HttpOnly; Secure")


def test_trust_outlives_the_process(tmp_path: Path) -> None:
    pems = []
    for _ in range(2):
        secure = Secure(tmp_path / "authority")
        with closing(secure.process):
            secure.wait_until_up()
            pems.append(secure.ca_file.read_text())
            trusting = ssl.create_default_context(cadata=pems[0])
            answer = httpx.get(f"{secure.https_url}{DISCOVERY}", verify=trusting, trust_env=False)
            assert answer.status_code == 200
    assert pems[0] == pems[1]


def test_curl_trusts_it(mock: Secure) -> None:
    curl = requirement.program("curl")
    asked = [curl, "--silent", "--show-error", "--noproxy", "*"]
    for host in ("localhost", "127.0.0.1", "[::1]"):
        url = f"https://{host}:{mock.https_port}"
        done = run(*asked, "--cacert", str(mock.ca_file), f"{url}{DISCOVERY}")
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)["issuer"] == f"{url}/"
    done = run(*asked, f"{mock.https_url}{DISCOVERY}")
    assert done.returncode == 60  # CURLE_PEER_FAILED_VERIFICATION


@pytest.mark.parametrize("name", ["auth0.localhost", "acme.eu.auth0.localhost", "auth0.test"])
def test_names_beside_localhost(mock: Secure, name: str) -> None:
    curl = requirement.program("curl")
    url = f"https://{name}:{mock.https_port}"
    done = run(
        curl, "--silent", "--show-error", "--noproxy", "*", "--cacert", str(mock.ca_file),
        "--resolve", f"{name}:{mock.https_port}:127.0.0.1", f"{url}{DISCOVERY}",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["issuer"] == f"{url}/"


def test_a_name_without_a_certificate_is_told_in_the_log(tmp_path: Path) -> None:
    secure = Secure(tmp_path / "authority")
    with closing(secure.process):
        secure.wait_until_up()
        trusting = ssl.create_default_context(cafile=secure.ca_file)
        with (
            socket.create_connection(("127.0.0.1", secure.https_port)) as plain,
            pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"),
        ):
            trusting.wrap_socket(plain, server_hostname="login.example")
        line = (
            "WARNING no certificate for login.example: it gets that of localhost;"
            " to have one made: --tls-names login.example"
        )
        wait_until(lambda: line in secure.process.errors.splitlines(), secure.process.errors)


def node(*urls: str, **environment: str) -> Any:
    done = run(requirement.node(), str(FETCH), *urls, **environment)
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


def test_node_trusts_it(mock: Secure) -> None:
    trusting = {"NODE_EXTRA_CA_CERTS": str(mock.ca_file)}
    [document] = node(f"{mock.https_url}{DISCOVERY}", **trusting)
    assert document["issuer"] == f"{mock.https_url}/"
    assert "UNABLE_TO_VERIFY" in node(f"{mock.https_url}{DISCOVERY}") or "SELF_SIGNED" in node(
        f"{mock.https_url}{DISCOVERY}"
    )


def test_java_trusts_it(mock: Secure, tmp_path: Path) -> None:
    store, url = tmp_path / "trusted.p12", f"{mock.https_url}{DISCOVERY}"
    done = run(
        requirement.program("keytool"), "-importcert", "-noprompt", "-alias", "mock-auth0",
        "-file", str(mock.ca_file), "-keystore", str(store), "-storepass", "changeit",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    java = requirement.program("java")
    done = run(
        java, f"-Djavax.net.ssl.trustStore={store}",
        "-Djavax.net.ssl.trustStorePassword=changeit", str(FETCH_BY_JAVA), url,
    )  # fmt: skip
    document = json.loads(done.stdout)
    assert document["issuer"] == f"{mock.https_url}/"
    assert "unable to find valid certification path" in run(java, str(FETCH_BY_JAVA), url).stderr


def test_sdks_that_take_no_port_and_no_localhost(start_mock: StartMock, tmp_path: Path) -> None:
    """As nextjs-auth0: the domain is a host name alone, so that the port is 443."""
    with only_process("port-443"):
        try:
            free_port(443)
        except PermissionError:
            requirement.missing("port 443 needs the right to listen below 1024")
        except OSError as error:
            requirement.missing(f"port 443 cannot be had: {error.strerror}")
        port, domain = free_port(), "tenant.auth0.test"
        mock = start_mock(
            f"--port={port}", "--https-port=443", f"--tls-names={domain}",
            f"--ca={tmp_path / 'authority'}",
        )  # fmt: skip
        mock.wait_until_up(f"http://localhost:{port}")
        wait_until((tmp_path / "authority" / "ca.pem").exists, "it never makes an authority")
        [document] = node(
            f"https://{domain}{DISCOVERY}",
            NODE_EXTRA_CA_CERTS=str(tmp_path / "authority" / "ca.pem"),
            HOSTS=json.dumps({domain: "127.0.0.1"}),
        )
        assert document["issuer"] == f"https://{domain}/"
        assert document["authorization_endpoint"] == f"https://{domain}/authorize"


def test_logs_in_with_a_browser_that_trusts_it(mock: Secure, tmp_path: Path) -> None:
    executable = requirement.chromium()
    trusted = spki_of(mock)
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=executable,
            args=[*QUIET, f"--ignore-certificate-errors-spki-list={trusted}"],
            chromium_sandbox=os.geteuid() != 0,
        )
        try:
            page = context.new_page()
            context.route("https://app.example/**", lambda route: route.fulfill(body="hello"))
            page.goto(f"{mock.https_url}{AUTHORIZE}")
            assert page.evaluate("window.isSecureContext")
            page.fill("input[name=username]", "eva@example.com")
            page.fill("input[name=password]", "secret")
            page.press("input[name=password]", "Enter")
            page.wait_for_url("https://app.example/cb?code=*")
            cookies = {each["name"]: each for each in context.cookies(mock.https_url)}
            assert (cookies["auth0"]["secure"], cookies["auth0"]["sameSite"]) == (True, "None")
        finally:
            context.close()


def spki_of(mock: Secure) -> str:
    """What Chromium calls the key that the server shows."""
    pem = ssl.get_server_certificate(("localhost", mock.https_port))
    key = x509.load_pem_x509_certificate(pem.encode()).public_key()
    digest = Hash(SHA256())
    digest.update(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    return base64.b64encode(digest.finalize()).decode()


class TestStart:
    @pytest.fixture
    def port_1443(self) -> Iterator[None]:
        with only_process("port-1443"):
            try:
                free_port(1443)
            except OSError as error:
                requirement.missing(f"port 1443 cannot be had: {error.strerror}")
            yield

    def test_takes_port_1443_without_a_word(
        self, start_mock: StartMock, free_port: int, tmp_path: Path, port_1443: None
    ) -> None:
        del port_1443
        environment = {"MOCK_AUTH0_HTTPS_PORT": "", "XDG_DATA_HOME": str(tmp_path)}
        mock = start_mock(f"--port={free_port}", environment=environment)
        mock.wait_until_up(f"http://localhost:{free_port}")
        kept = tmp_path / "mock-auth0" / "ca.pem"
        wait_until(kept.exists, "it never makes an authority")
        trusting = ssl.create_default_context(cafile=kept)
        url = f"https://localhost:1443{DISCOVERY}"
        assert httpx.get(url, verify=trusting, trust_env=False).status_code == 200
        assert "https://localhost:1443" in mock.output

    def test_goes_on_without_https_when_the_default_port_is_taken(
        self, start_mock: StartMock, free_port: int, port_1443: None
    ) -> None:
        del port_1443
        with socket.create_server(("127.0.0.1", 1443)):
            mock = start_mock(f"--port={free_port}", environment={"MOCK_AUTH0_HTTPS_PORT": ""})
            mock.wait_until_up(f"http://localhost:{free_port}")
            assert mock.errors == (
                "WARNING there is no https: port 1443 is taken; stop who has it, or use"
                " --https-port 8443; --https-port none asks for none\n"
            )
            assert "https://localhost" not in mock.output
            missing = httpx.get(f"http://localhost:{free_port}/_mock/ca.pem", trust_env=False)
            assert missing.status_code == 404

    def test_ends_when_a_port_that_was_asked_for_is_taken(self, start_mock: StartMock) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            mock = start_mock("--port=0", f"--https-port={port}")
            assert mock.outcome() == (
                2,
                "",
                f"mock-auth0: port {port} is taken; stop who has it, or use --https-port 8443\n",
            )

    def test_says_that_its_authority_ends_with_it(
        self, start_mock: StartMock, free_port: int, tmp_path: Path
    ) -> None:
        (tmp_path / "data").touch()
        environment = {"XDG_DATA_HOME": str(tmp_path / "data")}
        mock = start_mock(f"--port={free_port}", "--https-port=0", environment=environment)
        mock.wait_until_up(f"http://localhost:{free_port}")
        wait_until(lambda: mock.errors != "", "it says nothing")
        assert mock.errors == (
            "WARNING the certificate authority ends with this process, for it cannot be kept in"
            f" {tmp_path}/data/mock-auth0: Not a directory; name a folder that can be written"
            " with --ca\n"
        )
        pem = httpx.get(f"http://localhost:{free_port}/_mock/ca.pem", trust_env=False).text
        url = next(word for word in mock.output.split() if word.startswith("https://localhost:"))
        trusting = ssl.create_default_context(cadata=pem)
        answer = httpx.get(f"{url}{DISCOVERY}", verify=trusting, trust_env=False)
        assert answer.status_code == 200


def test_ends_at_once_with_tls_connections_open(tmp_path: Path) -> None:
    secure = Secure(tmp_path / "authority")
    with closing(secure.process):
        secure.wait_until_up()
        trusting = ssl.create_default_context(cafile=secure.ca_file)
        with (
            httpx.Client(verify=trusting, trust_env=False) as client,
            socket.create_connection(("127.0.0.1", secure.https_port)) as silent,
        ):
            client.get(f"{secure.https_url}{DISCOVERY}")
            silent.sendall(b"\x16\x03\x01")
            told = time.monotonic()
            secure.process.tell_to_stop()
            assert secure.process.wait() == 0
            assert time.monotonic() - told < SOON
