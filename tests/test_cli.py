"""The command line: what it parses, what it prints, and how it refuses."""

import json
import socket
import subprocess
import sys
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mock_auth0 import MockAuth0, cli, welcome
from mock_auth0.command_line import parse
from mock_auth0.tenant.file.reader import TenantFile
from mock_auth0.tenant.keys import KeyRing
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.seed import Seed
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt

TENANT = """
tenant: { friendly_name: Acme }
clients:
  - { name: Web, client_id: web, client_secret: s3cret }
  - { name: SPA, client_id: spa, app_type: spa }
resourceServers:
  - { name: My API, identifier: "https://api.test", scopes: ["read:x", "write:x"] }
users:
  - { email: ada@example.com, password: ada, email_verified: true }
  - { username: bob, blocked: true, roles: [admin] }
roles: [{ name: admin }]
selfServiceProfiles: [{ name: acme }]
"""


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is configured but what a test says."""
    for name in list(cli.os.environ):
        if name.startswith("MOCK_AUTH0_"):
            monkeypatch.delenv(name)


Printed = pytest.CaptureFixture[str]


def refusal(printed: Printed, *arguments: str) -> str:
    """What the command prints to standard error when it ends with status 2."""
    assert cli.main(arguments) == 2
    out, err = printed.readouterr()
    assert out == ""
    return err


def claims_of(token: str) -> dict[str, object]:
    return jwt.verify(token, Tenant().keys)


def test_serves_when_nothing_else_is_said() -> None:
    for words in ((), ("serve",), ("--port", "8080"), ("serve", "--port", "8080")):
        assert parse(words, cli.COMMANDS).run is cli.serve


def test_prints_its_version(capsys: Printed) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("mock-auth0 ")


@pytest.mark.parametrize("words", [["--help"], ["serve", "--help"], ["token", "-h"]])
def test_helps(capsys: Printed, words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: mock-auth0")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--prot", "1"], "--prot: unknown option; did you mean --port?"),
        (["--any-clients"], "--any-clients: unknown option; did you mean --any-client?"),
        (["serve", "--xyzzy"], "--xyzzy: unknown option; see mock-auth0 serve --help"),
        (["--port"], "argument --port: expected one argument; see mock-auth0 serve --help"),
        (["--port", "a"], '--port: must be a port from 0 (any free one) to 65535; it is "a"'),
        (["--tenant", "/no.yaml"], "--tenant: cannot read /no.yaml: No such file or directory"),
        (["--signing-key", '{"keys": []}'], "signing_key: a tenant needs a signing key"),
        (
            ["token", "--claim", "x"],
            "argument --claim: write NAME=VALUE, not x; see mock-auth0 token --help",
        ),
        (
            ["token", "--tenant", TENANT, "adda@example.com"],
            "no user is called 'adda@example.com'; the tenant has: ada@example.com, bob; "
            "did you mean 'ada@example.com'?",
        ),
        (
            ["token", "--tenant", TENANT, "x"],
            "no user is called 'x'; the tenant has: ada@example.com, bob",
        ),
        (
            ["token", "--tenant", TENANT, "--client-id", "webb"],
            "no client is called 'webb'; the tenant has: web, spa; did you mean 'web'?",
        ),
        (
            ["token", "--tenant", TENANT, "--audience", "https://x.test"],
            "no API has the audience 'https://x.test'; the tenant has: https://api.test",
        ),
        (
            ["token", "--tenant", "clients: [{name: A}]"],
            "the tenant has no API: add one under resourceServers:, or name the audience",
        ),
        (
            ["token", "--tenant", "{}", "--audience", "https://x.test"],
            "the tenant has no client: add one under clients:",
        ),
    ],
)
def test_refuses_in_one_line_with_the_remedy(capsys: Printed, words: list[str], line: str) -> None:
    assert refusal(capsys, *words) == f"mock-auth0: {line}\n"


def test_prints_all_that_is_wrong_with_the_tenant_file(capsys: Printed, tmp_path: Path) -> None:
    path = tmp_path / "tenant.yaml"
    path.write_text("clients:\n  - name: A\n    callback: []\nuser: []\n")
    assert refusal(capsys, "--tenant", str(path)) == (
        f"{path}:3: clients[0].callback: unknown key; did you mean callbacks?\n"
        f"{path}:4: user: unknown key; did you mean users?\n"
    )


def test_refuses_a_port_that_is_taken(capsys: Printed) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refusal(capsys, "--port", str(port)) == (
            f"mock-auth0: port {port} is taken; stop who has it, or use --port 8080\n"
        )


def test_welcomes_with_what_to_paste_and_whom_to_be() -> None:
    seed = TenantFile(TENANT, "tenant.yaml", {}).seed
    relaxed = replace(seed, policy=Policy(any_client=True, any_password=True, auto_login="bob"))
    assert (
        welcome.text(relaxed, "http://localhost:8080")
        == """
mock-auth0 serves the tenant Acme at http://localhost:8080

  domain      localhost:8080
  issuer      http://localhost:8080/ (follows the address that is asked)
  client id   web  regular_web  Web  secret s3cret
              spa  spa          SPA
  audience    https://api.test  My API
  log in as   ada@example.com  password ada
              bob              no password   admin, blocked
  auto login  bob
  let in      any_client, any_password
              (--strict refuses all of it)
  no effect   selfServiceProfiles (tenant.yaml:12)
  look at     http://localhost:8080/_mock  its requests and mails
"""
    )
    uncontrolled = replace(seed, policy=Policy(control=False))
    assert "/_mock" not in welcome.text(uncontrolled, "http://localhost:8080")


def test_says_what_to_write_in_the_place_of_javascript() -> None:
    seed = Seed(not_emulated={"actions": "tenant.yaml:3"})
    assert (
        "  no effect   actions (tenant.yaml:3; see mock: {hooks: […]})"
        in welcome.text(seed, "http://localhost:8080").splitlines()
    )


def test_welcomes_to_an_empty_tenant_and_to_a_crowd() -> None:
    seed = TenantFile("", "tenant.yaml", {}).seed
    fixed = replace(seed, policy=Policy(issuer="https://acme.test/"), friendly_name="A\x1b[2J")
    assert (
        welcome.text(fixed, "http://[::1]:1")
        == """
mock-auth0 serves the tenant A\ufffd[2J at http://[::1]:1

  domain      [::1]:1
  issuer      https://acme.test/
  look at     http://[::1]:1/_mock  its requests and mails
"""
    )
    crowd = "users:\n" + "".join(f"  - {{ email: u{n}@example.com }}\n" for n in range(40))
    told = welcome.text(TenantFile(crowd, "tenant.yaml", {}).seed, "http://localhost:1")
    assert told.count("@example.com") == 12
    assert "              … and 28 more\n" in told


def test_welcomes_with_both_addresses() -> None:
    seed = TenantFile("", "tenant.yaml", {}).seed
    assert (
        welcome.text(seed, "http://localhost:1000", "https://localhost:1443")
        == """
mock-auth0 serves the tenant mock-auth0 at http://localhost:1000 and https://localhost:1443

  domain      localhost:1000  http
              localhost:1443  https  to trust it: mock-auth0 ca > ca.pem
  issuer      http://localhost:1000/ (follows the address that is asked)
  look at     http://localhost:1000/_mock  its requests and mails
"""
    )


def test_refuses_a_port_for_https_that_is_taken(capsys: Printed) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refusal(capsys, "--port", "0", "--https-port", str(port)) == (
            f"mock-auth0: port {port} is taken; stop who has it, or use --https-port 8443\n"
        )


def test_refuses_a_certificate_that_cannot_be_used(capsys: Printed, tmp_path: Path) -> None:
    path = tmp_path / "server.pem"
    path.write_text("-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n")
    assert refusal(capsys, "--port", "0", "--https-port", "0", "--certificate", str(path)) == (
        "mock-auth0: no readable certificate in the PEM text\n"
    )


def test_prints_the_certificate_to_trust(capsys: Printed, tmp_path: Path) -> None:
    for _ in range(2):
        assert cli.main(["ca", "--ca", str(tmp_path)]) == 0
        assert capsys.readouterr() == ((tmp_path / "ca.pem").read_text(), "")


def test_prints_no_certificate_that_no_server_has(capsys: Printed, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refusal(capsys, "ca", "--ca", str(tmp_path / "file" / "folder")) == (
        "mock-auth0: every server has an authority of its own here; ask the one that runs:"
        " http://localhost:1000/_mock/ca.pem, or name a folder with --ca\n"
    )


def test_refuses_an_authority_that_is_none(capsys: Printed) -> None:
    text = "-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n"
    assert refusal(capsys, "ca", "--ca", text) == (
        "mock-auth0: no readable private key in the PEM text\n"
    )


def test_helps_to_trust_as_the_documentation_does(capsys: Printed) -> None:
    with pytest.raises(SystemExit):
        cli.main(["ca", "--help"])
    _, _, told = capsys.readouterr().out.partition("and then:\n\n")
    commands = [line[19:] for line in told.partition("\n\n")[0].splitlines()]
    assert len(commands) == 10
    page = (Path(__file__).parents[1] / "docs/https.md").read_text()
    assert [command for command in commands if command not in page] == []


def test_helps_with_a_verb(capsys: Printed) -> None:
    with pytest.raises(SystemExit):
        cli.main(["faults", "add", "--help"])
    told = capsys.readouterr().out
    assert told.startswith("usage: mock-auth0 faults add [PATH] [OPTIONS]\n\nAdd a rule behind")
    assert ("Raises" in told, "\n  --times NUMBER\n" in told) == (False, True)


def test_says_that_verbs_are_commands(capsys: Printed) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "mock-auth0 clock advance --days 1" in capsys.readouterr().out


def test_mints_a_token_of_a_user(capsys: Printed) -> None:
    words = ["--client-id", "SPA", "--scope", "read:x", "--expires-in", "60"]
    words += ["--claim", "https://example.com/n=[1]", "--claim", "https://example.com/t=a=b"]
    assert cli.main(["token", "bob", "--tenant", TENANT, "--port", "8080", *words]) == 0
    claims = claims_of(capsys.readouterr().out.strip())
    issued_at = claims.pop("iat")
    assert claims == {
        "iss": "http://localhost:8080/",
        "sub": claims["sub"],
        "aud": "https://api.test",
        "exp": issued_at + 60,  # type: ignore[operator] - a number
        "azp": "spa",
        "scope": "read:x",
        "https://example.com/n": [1],
        "https://example.com/t": "a=b",
    }


def test_mints_a_token_of_a_client(capsys: Printed) -> None:
    assert cli.main(["token", "--tenant", TENANT, "--issuer", "https://acme.test"]) == 0
    claims = claims_of(capsys.readouterr().out.strip())
    assert (claims["iss"], claims["sub"], claims["azp"], claims["scope"]) == (
        "https://acme.test/", "web@clients", "web", "read:x write:x",
    )  # fmt: skip


def test_mints_with_the_key_of_the_tenant(capsys: Printed, tmp_path: Path) -> None:
    document = KeyRing.from_jwks(cli_keys()).current.jwk
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"keys": [{**document, "kid": "mine"}]}))
    assert cli.main(["token", "--tenant", TENANT, "--signing-key", str(path)]) == 0
    head = capsys.readouterr().out.partition(".")[0]
    assert json.loads(urlsafe_b64decode(head + "=="))["kid"] == "mine"


def cli_keys() -> bytes:
    from mock_auth0.tenant import fixtures

    return fixtures.path("signing_keys.json").read_bytes()


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    with MockAuth0() as server:
        yield server.url.replace("localhost", "127.0.0.1")


def test_mints_a_broken_token(capsys: Printed) -> None:
    words = ["token", "ada@example.com", "--tenant", TENANT, "--broken", "missing_claim"]
    assert cli.main([*words, "--missing", "aud"]) == 0
    assert "aud" not in claims_of(capsys.readouterr().out.strip())
    assert refusal(capsys, *words[:-1], "expird").startswith(
        "mock-auth0: no token is broken as 'expird'; did you mean expired?; there are: expired, "
    )


def test_mints_an_id_token(capsys: Printed) -> None:
    words = ["--kind", "id", "--client", "Web", "--nonce", "n", "--claims", '{"x": [1]}']
    assert cli.main(["token", "bob", "--tenant", TENANT, *words, "--claim", "y=2"]) == 0
    claims = claims_of(capsys.readouterr().out.strip())
    assert (claims["aud"], claims["nonce"], claims["x"], claims["y"]) == ("web", "n", [1], 2)


def test_has_a_server_that_runs_mint_it(capsys: Printed, running: str) -> None:
    words = ["token", "ada@example.com", "--broken", "expired", "--claim", "plan=gold"]
    assert cli.main([*words, "--url", running]) == 0
    claims = claims_of(capsys.readouterr().out.strip())
    assert (claims["iss"], claims["plan"]) == (f"{running}/", "gold")
    assert claims["exp"] < time.time()


def test_has_no_server_that_runs_take_options(capsys: Printed, running: str) -> None:
    assert refusal(capsys, "token", "--url", running, "--tenant", TENANT) == (
        "mock-auth0: --tenant: the server of --url has its own options\n"
    )
    assert refusal(capsys, "token", "x", "--url", running).startswith(
        "mock-auth0: no user is called 'x'; the tenant has: "
    )


def test_says_what_is_open_by_name_and_value(capsys: Printed, running: str) -> None:
    words = ["email=new@example.com", "blocked=true", 'app_metadata={"plan": "gold"}']
    assert cli.main(["add-user", *words, "--url", running]) == 0
    added = json.loads(capsys.readouterr().out)
    assert (added["email"], added["blocked"], added["app_metadata"]) == (
        "new@example.com", True, {"plan": "gold"},
    )  # fmt: skip
    assert cli.main(["update-user", "new@example.com", "name=New", "--url", running]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "New"
    assert cli.main(["remove-user", "new@example.com", "--url", running]) == 0
    assert capsys.readouterr() == ("", "")
    assert refusal(capsys, "remove-user", "new@example.com", "--url", running).startswith(
        "mock-auth0: no user is called 'new@example.com'; the tenant has: "
    )
    assert refusal(capsys, "add-user", "email", "--url", running) == (
        "mock-auth0: argument NAME=VALUE: write NAME=VALUE, not email; "
        "see mock-auth0 add-user --help\n"
    )


def test_finds_a_server_healthy(capsys: Printed, running: str) -> None:
    port = running.rpartition(":")[2]
    for words in (["--port", port], ["--url", running], ["--host", "0.0.0.0", "--port", port]):
        assert cli.main(["health", *words]) == 0
        assert capsys.readouterr() == (f"mock-auth0: healthy: {running}\n", "")


def test_finds_a_server_that_is_down_unhealthy(capsys: Printed) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert cli.main(["health", "--port", str(port)]) == 1
    assert capsys.readouterr() == (
        "",
        f"mock-auth0: not healthy: http://127.0.0.1:{port} [Errno 111] Connection refused\n",
    )


def test_finds_another_server_unhealthy(capsys: Printed, running: str) -> None:
    assert cli.main(["health", "--url", f"{running}/elsewhere"]) == 1
    assert capsys.readouterr().err == f"mock-auth0: not healthy: {running}/elsewhere answers 404\n"


@pytest.mark.parametrize("words", [["--url", "http://a:b"], ["--port", "x"], ["--url", "http://"]])
def test_health_knows_two_answers_only(capsys: Printed, words: list[str]) -> None:
    assert cli.main(["health", *words]) == 1
    assert capsys.readouterr().err.startswith("mock-auth0: not healthy: ")


def test_imports_nothing_heavy_to_refuse() -> None:
    program = (
        "import sys; from mock_auth0.cli import main; main(['--port', 'x']);"
        "print({'fastapi', 'uvicorn', 'cryptography', 'jose', 'pydantic', 'asyncio', 'logging'}"
        " & sys.modules.keys())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout == "set()\n"
