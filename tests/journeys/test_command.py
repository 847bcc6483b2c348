"""The command line as a process: what it prints, when it ends, and with which exit status."""

import socket
import time
from pathlib import Path

import httpx
import pytest
from jose import jwt

from tests.journeys.conftest import StartMock
from tests.journeys.mock_process import SOON, MockProcess, wait_until

TENANT = """
tenant: {friendly_name: Small}
clients: [{name: My App, client_id: my-app, app_type: spa, callbacks: ['http://my.app/']}]
resourceServers: [{name: My API, identifier: 'https://my.api/'}]
users: [{email: eva@example.com, password: secret, email_verified: true}]
"""


def an_authorize_url(url: str, client_id: str) -> str:
    query = f"response_type=code&client_id={client_id}&redirect_uri=http://my.app/"
    return f"{url}/authorize?{query}"


def location(url: str) -> str | None:
    answer = httpx.get(url, trust_env=False)
    return answer.headers["location"] if answer.is_redirect else None


def start(start_mock: StartMock, port: int, *arguments: str, **environment: str) -> MockProcess:
    """Start it and wait until it serves."""
    mock = start_mock("--port", str(port), *arguments, environment=environment)
    mock.wait_until_up(f"http://localhost:{port}")
    return mock


def test_prints_what_to_paste_into_an_sdk(start_mock: StartMock, free_port: int) -> None:
    mock = start(start_mock, free_port, MOCK_AUTH0_TENANT=TENANT)

    assert mock.output == (
        f"""
mock-auth0 serves the tenant Small at http://localhost:{free_port}

  domain      localhost:{free_port}
  issuer      http://localhost:{free_port}/ (follows the address that is asked)
  client id   my-app  spa  My App
  audience    https://my.api/  My API
  log in as   eva@example.com  password secret
  look at     http://localhost:{free_port}/_mock  its requests and mails

"""
    )
    assert mock.errors == ""


def test_lists_the_demo_users_without_any_configuration(mock_on_port_1000: MockProcess) -> None:
    lines = [line.split() for line in mock_on_port_1000.output.splitlines()]

    assert ["domain", "localhost:1000"] in lines
    assert ["client", "id", "demo-spa", "spa", "Demo", "SPA"] in lines
    assert ["log", "in", "as", "ada@example.com", "password", "ada"] in lines
    assert ["blocked@example.com", "password", "blocked", "blocked"] in lines


def test_serves_a_free_port_and_says_which(start_mock: StartMock) -> None:
    mock = start_mock("--port", "0")
    wait_until(lambda: "log in as" in mock.output, "it never says that it serves")

    url = next(word for word in mock.output.split() if word.startswith("http://localhost:"))
    mock.wait_until_up(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_answers_on_both_addresses_of_localhost(mock_url: str, host: str) -> None:
    url = mock_url.replace("localhost", host)

    answer = httpx.get(f"{url}/.well-known/openid-configuration", trust_env=False)

    assert (answer.status_code, answer.json()["issuer"]) == (200, f"{url}/")


def test_says_that_the_port_is_taken(start_mock: StartMock, free_port: int) -> None:
    start(start_mock, free_port)

    second = start_mock("--port", str(free_port))

    remedy = "stop who has it, or use --port 8080"
    assert second.outcome() == (2, "", f"mock-auth0: port {free_port} is taken; {remedy}\n")


def test_names_file_line_and_key_of_a_wrong_tenant_file(
    start_mock: StartMock, tmp_path: Path
) -> None:
    file = tmp_path / "tenant.yaml"
    file.write_text("clients:\n  - name: My App\n    calbacks: []\n")

    mock = start_mock("--tenant", str(file))

    assert mock.outcome() == (
        2,
        "",
        f"{file}:3: clients[0].calbacks: unknown key; did you mean callbacks?\n",
    )


def test_says_that_there_is_no_tenant_file(start_mock: StartMock, tmp_path: Path) -> None:
    file = tmp_path / "tenant.yaml"

    mock = start_mock("--tenant", str(file))

    assert mock.outcome() == (
        2,
        "",
        f"mock-auth0: --tenant: cannot read {file}: No such file or directory\n",
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "errors"),
    [
        (["--prot", "1"], {}, "--prot: unknown option; did you mean --port?"),
        (
            [],
            {"MOCK_AUTH0_PROT": "1"},
            "MOCK_AUTH0_PROT: unknown option; did you mean MOCK_AUTH0_PORT?",
        ),
        (
            ["--port", "http"],
            {},
            '--port: must be a port from 0 (any free one) to 65535; it is "http"',
        ),
    ],
    ids=["unknown flag", "unknown variable", "wrong value"],
)
def test_refuses_options_that_it_does_not_know(
    start_mock: StartMock, arguments: list[str], environment: dict[str, str], errors: str
) -> None:
    mock = start_mock(*arguments, environment=environment)

    assert mock.outcome() == (2, "", f"mock-auth0: {errors}\n")


def test_reads_the_whole_tenant_from_a_variable(start_mock: StartMock, free_port: int) -> None:
    start(start_mock, free_port, "--auto-login", "eva@example.com", MOCK_AUTH0_TENANT=TENANT)
    url = f"http://localhost:{free_port}"

    assert str(location(an_authorize_url(url, "my-app"))).startswith("http://my.app/?code=")
    assert location(an_authorize_url(url, "demo-spa")) is None


def test_ends_at_once_when_it_is_told_to(start_mock: StartMock, free_port: int) -> None:
    mock = start(start_mock, free_port)
    with httpx.Client(trust_env=False) as client:
        client.get(f"http://localhost:{free_port}/_mock/health")  # and keeps the connection

        told = time.monotonic()
        mock.tell_to_stop()

        assert mock.wait() == 0
        assert time.monotonic() - told < SOON
    assert mock.errors == ""


def test_finishes_the_request_in_flight_before_it_ends(
    start_mock: StartMock, free_port: int
) -> None:
    mock = start(start_mock, free_port)
    credentials = "client_id=demo-service&client_secret=demo-service-secret"
    body = f"grant_type=client_credentials&{credentials}&audience=https://api.example.com/"
    head = (
        "POST /oauth/token HTTP/1.1\r\n"
        "Host: localhost\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", free_port)) as connection:
        connection.sendall(f"{head}{body[:10]}".encode())
        # Served later, so the one above has begun.
        httpx.get(f"http://localhost:{free_port}/_mock/health", trust_env=False)

        told = time.monotonic()
        mock.tell_to_stop()
        wait_until(lambda: refuses_connections(free_port), "it goes on to accept connections")
        connection.sendall(body[10:].encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert mock.wait() == 0
    assert time.monotonic() - told < SOON
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b'{"access_token":"' in answer


def refuses_connections(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionError:
        return True
    return False


def test_tells_whether_the_server_is_healthy(start_mock: StartMock, free_port: int) -> None:
    server = start(start_mock, free_port)
    healthy = start_mock("health", "--port", str(free_port))
    assert healthy.outcome() == (0, f"mock-auth0: healthy: http://127.0.0.1:{free_port}\n", "")

    server.tell_to_stop()
    server.wait()
    unhealthy = start_mock("health", environment={"MOCK_AUTH0_PORT": str(free_port)})
    status, output, errors = unhealthy.outcome()
    assert (status, output) == (1, "")
    assert errors.startswith(f"mock-auth0: not healthy: http://127.0.0.1:{free_port}")
    assert errors.endswith("Connection refused\n")


def test_mints_a_token_that_a_running_server_accepts(start_mock: StartMock, free_port: int) -> None:
    start(start_mock, free_port)
    url = f"http://localhost:{free_port}"
    arguments = ["--port", str(free_port), "--scope", "openid email", "--claim", "plan=gold"]

    command = start_mock("token", "ada@example.com", *arguments)

    status, output, errors = command.outcome()
    assert (status, errors) == (0, "")
    token = output.removesuffix("\n")
    with httpx.Client(base_url=url, trust_env=False) as client:
        jwks = client.get("/.well-known/jwks.json").json()
        profile = client.get("/userinfo", headers={"authorization": f"Bearer {token}"}).json()
    claims = jwt.decode(token, jwks, algorithms=["RS256"], audience="https://api.example.com/")
    assert claims == {
        "iss": f"{url}/",
        "sub": "auth0|ada",
        "aud": ["https://api.example.com/", f"{url}/userinfo"],
        "iat": claims["iat"],
        "exp": claims["iat"] + 86400,
        "azp": "demo-spa",
        "scope": "openid email",
        "plan": "gold",
    }
    assert profile == {"sub": "auth0|ada", "email": "ada@example.com", "email_verified": True}


def test_reads_the_tenant_file_again_when_it_changes(
    start_mock: StartMock, free_port: int, tmp_path: Path
) -> None:
    file = tmp_path / "tenant.yaml"
    file.write_text(TENANT)
    mock = start(start_mock, free_port, "--reload", "--tenant", str(file))
    added = an_authorize_url(f"http://localhost:{free_port}", "my-second-app")
    assert location(added) is None

    file.write_text(TENANT.replace("my-app", "my-second-app"))
    wait_until(lambda: location(added) is not None, "the new client stays unknown")

    file.write_text("clients: [{nmae: My App}]")
    wait_until(lambda: "did you mean name?" in mock.errors, "it never says what is wrong")
    assert location(added) is not None
