"""Where the user is, by the word of a client that is to be trusted."""

from typing import Any

import pytest

from mock_auth0.flows.token_endpoint.proofs import Proofs
from tests.builders import a_client, a_web_client

SENT = Proofs(ip="127.0.0.1", forwarded_for="192.0.2.1")


def a_trusted_client(**changes: Any) -> Any:
    return a_web_client(is_token_endpoint_ip_header_trusted=True, **changes)


@pytest.mark.parametrize(
    ("forwarded_for", "ip"),
    [("192.0.2.1", "192.0.2.1"), (" 2001:DB8::1 ", "2001:db8::1")],
)
def test_trusts_the_header(forwarded_for: str, ip: str) -> None:
    proofs = Proofs(ip="127.0.0.1", forwarded_for=forwarded_for)

    assert proofs.ip_of_user(a_trusted_client()) == ip


@pytest.mark.parametrize(
    "forwarded_for", [None, "", "192.0.2.1, 10.0.0.1", "somewhere", "x" * 9999]
)
def test_passes_over_what_is_no_address(forwarded_for: str | None) -> None:
    proofs = Proofs(ip="127.0.0.1", forwarded_for=forwarded_for)

    assert proofs.ip_of_user(a_trusted_client()) == "127.0.0.1"


def test_trusts_no_client_without_the_setting() -> None:
    assert SENT.ip_of_user(a_web_client()) == "127.0.0.1"


def test_trusts_no_public_client() -> None:
    client = a_client(is_token_endpoint_ip_header_trusted=True)

    assert SENT.ip_of_user(client) == "127.0.0.1"
