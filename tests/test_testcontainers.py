"""Containers, with a process of this machine where Docker would run the image."""

from pathlib import Path
from typing import Any

import pytest

from mock_auth0.testcontainers import MockAuth0Container
from tests.journeys.mock_process import MockProcess, free_port

TENANT = "users: [{ email: grace@example.com, user_id: grace }]"


class FakeDocker:
    """What Testcontainers asks its client for; a container is a process with its environment."""

    def __init__(self) -> None:
        self.client = self
        self.environment: dict[str, str] = {}
        self.port_here = free_port()

    def create(self, image: str, *, environment: dict[str, str], **more: Any) -> "FakeContainer":
        assert (image, more["ports"]) == ("mock-auth0", {"1000": None})
        self.environment = environment
        return FakeContainer(self)

    def start(self, container: "FakeContainer") -> None:
        container.process = MockProcess(f"--port={self.port_here}", environment=self.environment)

    def port(self, container_id: str, port: int) -> int:
        assert (container_id, port) == ("id", 1000)
        return self.port_here

    def close(self) -> None:
        """It has nothing to close."""


class FakeContainer:
    id = short_id = "id"
    status = "running"

    def __init__(self, docker: FakeDocker) -> None:
        self.docker = docker
        self.process: MockProcess | None = None

    def remove(self, **_: Any) -> None:
        assert self.process is not None
        self.process.close()


class Container(MockAuth0Container):
    """Finds itself on this machine."""

    def get_container_host_ip(self) -> str:
        return "localhost"

    def get_exposed_port(self, port: int) -> int:
        return self.get_docker_client().port(self.get_container_id(), port)


@pytest.fixture
def docker(monkeypatch: pytest.MonkeyPatch) -> FakeDocker:
    docker = FakeDocker()
    monkeypatch.setattr("testcontainers.core.container.DockerClient", lambda: docker)
    monkeypatch.setattr("testcontainers.core.container.c.ryuk_disabled", True)
    return docker


def test_is_a_tenant_while_the_block_lasts(docker: FakeDocker, tmp_path: Path) -> None:
    file = tmp_path / "tenant.yaml"
    file.write_text(TENANT)
    with Container(tenant=file, strict=True, tls_names=["auth0", "login.test"]) as auth0:
        assert docker.environment == {
            "MOCK_AUTH0_TENANT": TENANT,
            "MOCK_AUTH0_STRICT": "true",
            "MOCK_AUTH0_TLS_NAMES": "auth0,login.test",
        }
        assert auth0.url == f"http://localhost:{docker.port_here}"
        assert (auth0.domain, auth0.issuer) == (auth0.url.removeprefix("http://"), f"{auth0.url}/")

        user = auth0.call("add_user", email="new@example.com", app_metadata={"plan": "gold"})
        assert user["app_metadata"] == {"plan": "gold"}
        assert auth0.call("clock.freeze", at="2030-01-01T00:00:00Z") == "2030-01-01T00:00:00.000Z"
        auth0.call("requests.assert_not_called", path="/oauth/token")
        with pytest.raises(AssertionError, match="none came"):
            auth0.call("requests.assert_called", path="/oauth/token")
        with pytest.raises(ValueError, match="no user is called 'nobody'"):
            auth0.call("log_out", user="nobody")


@pytest.mark.usefixtures("docker")
def test_says_the_secret_of_the_control_api() -> None:
    with Container(control_token="hush") as auth0:
        assert auth0.call("reset") is None
        auth0.control_token = "wrong"
        with pytest.raises(ValueError, match="token"):
            auth0.call("reset")


@pytest.mark.usefixtures("docker")
def test_keeps_an_issuer_that_is_given() -> None:
    container = Container(issuer="https://login.example.com/")
    assert container.issuer == "https://login.example.com/"


@pytest.mark.usefixtures("docker")
def test_refuses_what_is_not_there() -> None:
    with pytest.raises(TypeError, match=r"unknown option strickt; did you mean strict\?"):
        Container(strickt=True)
    container = Container()
    with pytest.raises(LookupError, match=r"no verb 'clock.advanced'; did you mean clock.advance"):
        container.call("clock.advanced")
    with pytest.raises(TypeError, match=r"clock.advance has no option day; did you mean days\?"):
        container.call("clock.advance", day=1)
