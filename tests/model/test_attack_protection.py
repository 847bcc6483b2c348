"""Which addresses are exempt, and which passwords count as published."""

from ipaddress import ip_network

import pytest

from mock_auth0.model.attack_protection import is_breached, is_listed

NETWORKS = (ip_network("10.0.0.0/8"), ip_network("127.0.0.1"), ip_network("2001:db8::/32"))


@pytest.mark.parametrize("ip", ["10.1.2.3", "127.0.0.1", "2001:db8::1"])
def test_is_listed(ip: str) -> None:
    assert is_listed(ip, NETWORKS)


@pytest.mark.parametrize("ip", [None, "", "127.0.0.2", "testclient", "10.1.2.3.4", "::1", "\ud800"])
def test_is_not_listed(ip: str | None) -> None:
    assert not is_listed(ip, NETWORKS)
    assert not is_listed("10.1.2.3", ())


@pytest.mark.parametrize("password", ["Paaf213XXYYZZ", "AUTH0-TEST-", "AUTH0-TEST-whatever"])
def test_is_breached(password: str) -> None:
    assert is_breached(password)


@pytest.mark.parametrize("password", ["", "paaf213xxyyzz", "x AUTH0-TEST-", "auth0-test-x"])
def test_is_not_breached(password: str) -> None:
    assert not is_breached(password)
