"""The verb and the option of `MockAuth0`."""

import pytest

from mock_auth0 import MockAuth0
from mock_auth0.domain.domains import Domains
from mock_auth0.given_options import SettingsError
from tests.domain.clients import DISCOVERY, by_urllib
from tests.domain.untouched import state

DOMAIN = "acme.eu.auth0.com"


def test_the_option_lasts_from_the_start_to_the_end() -> None:
    before = state()
    auth0 = MockAuth0(as_domain="Acme.eu.auth0.com")
    assert state() == before
    for _ in range(2):
        with auth0:
            assert (auth0.domain, auth0.issuer) == (DOMAIN, f"https://{DOMAIN}/")
            assert by_urllib(f"https://{DOMAIN}{DISCOVERY}")["issuer"] == auth0.issuer
            assert by_urllib(f"{auth0.url}{DISCOVERY}")["issuer"] == f"{auth0.url}/"
        assert state() == before


def test_a_reset_leaves_it_as_it_is() -> None:
    with MockAuth0(as_domain=DOMAIN) as auth0:
        auth0.reset()
        assert by_urllib(f"https://{DOMAIN}{DISCOVERY}")["issuer"] == f"https://{DOMAIN}/"


def test_a_fixed_issuer_stays_the_issuer() -> None:
    with MockAuth0(issuer="https://login.acme.example/", as_domain=DOMAIN) as auth0:
        document = by_urllib(f"https://{DOMAIN}{DISCOVERY}")
        assert document["issuer"] == auth0.issuer == "https://login.acme.example/"
        assert auth0.domain == DOMAIN


@pytest.mark.parametrize("given", [None, ""])
def test_the_option_may_be_left_empty(given: str | None) -> None:
    with MockAuth0(as_domain=given) as auth0:
        assert auth0.issuer == f"{auth0.url}/"


def test_says_what_is_wrong() -> None:
    sentence = 'as_domain: must be a host name, such as acme.eu.auth0.com; it is "a b"'
    with pytest.raises(SettingsError) as option:
        MockAuth0(as_domain="a b")
    with MockAuth0() as auth0, pytest.raises(ValueError, match="as_domain") as verb:
        auth0.as_domain("a b").__enter__()
    assert str(option.value) == str(verb.value) == sentence


def test_needs_a_server_that_serves() -> None:
    auth0 = MockAuth0()
    with pytest.raises(RuntimeError, match="start the server first"):
        auth0.as_domain(DOMAIN).__enter__()


def test_https_beside_it_is_as_it_was() -> None:
    with MockAuth0(https_port=0) as auth0:
        before = auth0.https_url
        with auth0.as_domain(DOMAIN):
            assert auth0.https_url == before
        assert auth0.issuer == f"{before}/"


def test_leaving_what_was_not_entered_is_nothing() -> None:
    with MockAuth0() as auth0:
        assert auth0._domains is not None
        auth0._domains.leave(DOMAIN)
        assert isinstance(auth0._domains, Domains)
        assert auth0._domains.latest is None
