import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from ssl import SSLCertVerificationError, SSLContext

import pytest
import requests

from mock_auth0 import MockAuth0
from mock_auth0.tls.authority import Authority
from tests.domain.clients import CLIENTS, DISCOVERY, Get
from tests.domain.untouched import state

DOMAIN = "acme.eu.auth0.com"
ANOTHER = Authority.make(datetime.now(UTC))
"""Of somebody else on this machine."""


@pytest.fixture(scope="module")
def other() -> Iterator[MockAuth0]:
    """A server under another name, with an authority of its own."""
    with MockAuth0(https_port=0, ca=ANOTHER.private_pem.decode()) as other:
        yield other


@pytest.fixture(scope="module")
def auth0() -> Iterator[MockAuth0]:
    before = state()
    with MockAuth0(as_domain=DOMAIN) as auth0:
        yield auth0
    assert state() == before


def shaken_hands(context: SSLContext, name: str | None = DOMAIN, **more: object) -> ssl.SSLSocket:
    with socket.create_connection((DOMAIN, 443), timeout=5) as plain:
        tls = context.wrap_socket(plain, server_hostname=name, **more)
        tls.close()
    return tls


@pytest.mark.usefixtures("auth0")
def test_verifies_the_certificate_of_the_name() -> None:
    with socket.create_connection((DOMAIN, 443), timeout=5) as plain:
        context = ssl.create_default_context()
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        with context.wrap_socket(plain, server_hostname=DOMAIN) as tls:
            assert tls.getpeercert()["subjectAltName"] == (("DNS", DOMAIN),)
            assert tls.context is context


@pytest.mark.usefixtures("auth0")
@pytest.mark.parametrize("name", ["localhost", "other.auth0.com", "x.acme.eu.auth0.com"])
def test_is_trusted_for_no_other_name(name: str) -> None:
    with pytest.raises(SSLCertVerificationError, match="unable to get local issuer"):
        shaken_hands(ssl.create_default_context(), name)


@pytest.mark.usefixtures("auth0")
def test_is_trusted_by_no_one_who_names_nobody() -> None:
    context = ssl.create_default_context()
    context.check_hostname = False
    with pytest.raises(SSLCertVerificationError, match="unable to get local issuer"):
        shaken_hands(context, None)


@pytest.mark.usefixtures("auth0")
def test_leaves_the_context_as_it_was() -> None:
    context = ssl.create_default_context(cadata=ANOTHER.pem.decode())
    before = (context.cert_store_stats(), context.get_ca_certs(), context.verify_mode)
    shaken_hands(context)
    assert (context.cert_store_stats(), context.get_ca_certs(), context.verify_mode) == before
    assert context.check_hostname


@pytest.mark.usefixtures("auth0")
def test_keeps_what_the_context_says_of_all_else() -> None:
    context = ssl.create_default_context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection((DOMAIN, 443), timeout=5) as plain,
        context.wrap_socket(plain, server_hostname=DOMAIN) as tls,
    ):
        assert (tls.version(), tls.selected_alpn_protocol()) == ("TLSv1.2", "http/1.1")


@pytest.mark.usefixtures("auth0")
def test_shakes_hands_later_when_it_is_told_to() -> None:
    context = ssl.create_default_context()
    with socket.socket() as plain:
        tls = context.wrap_socket(plain, server_hostname=DOMAIN, do_handshake_on_connect=False)
        tls.connect((DOMAIN, 443))
        tls.do_handshake()
        assert tls.getpeercert()
        tls.close()


@pytest.mark.usefixtures("auth0")
def test_lets_pass_who_does_not_verify() -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    assert shaken_hands(context).context is context
    in_memory = context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname=DOMAIN)
    assert in_memory.context is context
    with pytest.warns(match="Unverified HTTPS request"):
        assert requests.get(f"https://{DOMAIN}{DISCOVERY}", verify=False, timeout=5).ok


@pytest.mark.usefixtures("auth0")
def test_takes_no_session_of_an_earlier_connection_amiss() -> None:
    context = ssl.create_default_context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with (
        socket.create_connection((DOMAIN, 443), timeout=5) as plain,
        context.wrap_socket(plain, server_hostname=DOMAIN) as first,
    ):
        session = first.session
    assert session is not None
    shaken_hands(context, session=session)


def test_a_context_made_before_is_good_inside_and_trusts_nothing_more_afterwards(
    auth0: MockAuth0,
) -> None:
    context = ssl.create_default_context()
    with auth0.as_domain("brief.example"):
        assert requests.get(f"https://brief.example{DISCOVERY}", timeout=5).ok
        with socket.create_connection(("brief.example", 443)) as plain:
            context.wrap_socket(plain, server_hostname="brief.example").close()
    with (
        socket.create_connection((DOMAIN, 443)) as plain,
        pytest.raises(SSLCertVerificationError),
    ):
        context.wrap_socket(plain, server_hostname="brief.example")


@pytest.mark.usefixtures("auth0")
@pytest.mark.parametrize("get", CLIENTS.values(), ids=CLIENTS)
def test_refuses_others_inside_as_outside(get: Get, other: MockAuth0) -> None:
    with pytest.raises(Exception, match=r"CERTIFICATE_VERIFY_FAILED|certificate verify failed"):
        get(f"{other.https_url}{DISCOVERY}")


@pytest.mark.usefixtures("auth0")
def test_trusts_others_as_it_was_told(other: MockAuth0) -> None:
    url = f"{other.https_url}{DISCOVERY}"
    answer = requests.get(url, verify=str(other.ca_file), timeout=5)
    assert answer.json()["issuer"] == other.issuer


@pytest.mark.usefixtures("auth0")
def test_is_trusted_whatever_else_a_client_trusts(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_bytes(ANOTHER.pem)
    url = f"https://{DOMAIN}{DISCOVERY}"
    assert requests.get(url, verify=str(tmp_path / "ca.pem"), timeout=5).ok
