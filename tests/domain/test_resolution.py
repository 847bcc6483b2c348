import errno
import socket
from collections.abc import Iterator

import pytest

from mock_auth0 import MockAuth0
from mock_auth0.domain.resolution import _getaddrinfo
from tests.domain.untouched import state

DOMAIN = "acme.eu.auth0.com"


@pytest.fixture(scope="module")
def served() -> Iterator[MockAuth0]:
    with MockAuth0() as auth0:
        yield auth0


@pytest.fixture
def auth0(served: MockAuth0) -> Iterator[MockAuth0]:
    before = state()
    with served.as_domain(DOMAIN) as auth0:
        yield auth0
    assert state() == before


@pytest.mark.usefixtures("auth0")
def test_resolves_the_name_alike_by_all_functions() -> None:
    ((family, kind, _, _, (address, port)),) = socket.getaddrinfo(
        DOMAIN, 443, type=socket.SOCK_STREAM
    )
    assert (family, kind, port) == (socket.AF_INET, socket.SOCK_STREAM, 443)
    assert address.startswith("127.64.")
    assert socket.gethostbyname(DOMAIN) == address
    assert socket.gethostbyname_ex(DOMAIN) == (DOMAIN, [], [address])


@pytest.mark.usefixtures("auth0")
@pytest.mark.parametrize("host", ["ACME.EU.AUTH0.COM", "acme.eu.auth0.com.", b"acme.eu.auth0.com"])
@pytest.mark.parametrize("port", [443, "443", "https", b"443"], ids=repr)
def test_takes_names_and_ports_as_clients_spell_them(
    host: str | bytes, port: int | str | bytes
) -> None:
    answers = socket.getaddrinfo(host, port, socket.AF_INET, socket.SOCK_STREAM, 6, 0)
    assert [answer[4] for answer in answers] == [(socket.gethostbyname(DOMAIN), 443)]


@pytest.mark.usefixtures("auth0")
def test_stays_there_on_a_machine_without_a_network() -> None:
    flags = socket.AI_ADDRCONFIG | socket.AI_NUMERICSERV
    asked = _getaddrinfo(lambda *arguments: arguments)
    assert asked(DOMAIN, 443, flags=flags) == (
        socket.gethostbyname(DOMAIN), 443, 0, 0, 0, socket.AI_NUMERICSERV,
    )  # fmt: skip
    assert asked("other.example", 443, flags=flags) == ("other.example", 443, 0, 0, 0, flags)


@pytest.mark.usefixtures("auth0")
@pytest.mark.parametrize(
    ("family", "flags"),
    [(socket.AF_INET6, 0), (0, socket.AI_NUMERICHOST)],
    ids=["IPv6", "no name asked"],
)
def test_has_no_other_address(family: int, flags: int) -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo(DOMAIN, 443, family, flags=flags)


@pytest.mark.usefixtures("auth0")
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", None])
def test_resolves_other_names_as_before(host: str | None) -> None:
    inside = socket.getaddrinfo(host, 80, type=socket.SOCK_STREAM)
    assert all(answer[4][0] in {"127.0.0.1", "::1"} for answer in inside)
    assert all(answer[4][1] == 80 for answer in inside)


@pytest.mark.usefixtures("auth0")
@pytest.mark.parametrize(
    "host", ["x.acme.eu.auth0.com", "eu.auth0.com", "acme.eu.auth0.com..", "acme.eu.auth0.com\0"]
)
def test_knows_no_name_that_is_only_alike(host: str) -> None:
    with pytest.raises((OSError, ValueError, UnicodeError)):  # nothing answers here
        socket.create_connection((host, 443), timeout=0.2)


@pytest.mark.parametrize("connect", ["by name", "by address"])
def test_leads_connections_to_the_server(auth0: MockAuth0, connect: str) -> None:
    host = DOMAIN if connect == "by name" else socket.gethostbyname(DOMAIN)
    with socket.socket() as client:
        client.connect((host, 443))
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")
        answer = client.recv(4096)
    # It speaks TLS alone, and says so.
    assert answer.startswith(b"HTTP/1.1 400 ")
    text = f"This port speaks TLS: ask https://{DOMAIN}/, or {auth0.url}/ without it."
    assert text.encode() in answer


@pytest.mark.usefixtures("auth0")
@pytest.mark.parametrize("port", [80, 8443, 0])
def test_refuses_other_ports(port: int) -> None:
    with pytest.raises(ConnectionRefusedError) as caught:
        socket.create_connection((DOMAIN, port))
    assert str(caught.value) == (
        f"[Errno {errno.ECONNREFUSED}] acme.eu.auth0.com answers https at port 443 alone"
    )
    with socket.socket() as client:
        assert client.connect_ex((DOMAIN, port)) == errno.ECONNREFUSED
        assert client.connect_ex((DOMAIN, 443)) == 0


@pytest.mark.usefixtures("auth0")
def test_complains_of_wrong_addresses_as_python_does() -> None:
    with socket.socket() as client:
        for address in (DOMAIN, (DOMAIN,), None, [DOMAIN, 443]):
            with pytest.raises((TypeError, OSError)):
                client.connect(address)  # type: ignore[arg-type]


def test_an_address_that_a_client_remembers_leads_nowhere_afterwards(auth0: MockAuth0) -> None:
    with auth0.as_domain("later.example"):
        remembered = socket.getaddrinfo("later.example", 443)[0][4]
    with socket.socket() as client, pytest.raises(ConnectionRefusedError):
        client.connect(remembered)
    with auth0.as_domain("later.example"), socket.socket() as client:
        client.connect(remembered)
