import pytest

from mock_auth0.domain.name import asked_name, domain_name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("acme.eu.auth0.com", "acme.eu.auth0.com"),
        ("ACME.eu.Auth0.Com", "acme.eu.auth0.com"),
        ("acme.eu.auth0.com.", "acme.eu.auth0.com"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("auth0", "auth0"),
    ],
)
def test_is_spelled_in_one_way(given: str, name: str) -> None:
    assert domain_name(given) == name
    assert asked_name(given) == name


@pytest.mark.parametrize("asked", [b"Acme.EU.auth0.com", bytearray(b"acme.eu.auth0.com.")])
def test_is_known_in_bytes(asked: bytes) -> None:
    assert asked_name(asked) == "acme.eu.auth0.com"


@pytest.mark.parametrize("asked", [None, 7, "", ("acme.eu.auth0.com",), "ü" * 300, "\udcff"])
def test_is_none(asked: object) -> None:
    assert asked_name(asked) == ""


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (
            "https://acme.eu.auth0.com/",
            'as_domain: must be a host name, such as acme.eu.auth0.com; it is "https://acme.eu.auth0'
            '.com/": leave out the scheme, the port and the path',
        ),
        (
            "acme.eu.auth0.com:443",
            'as_domain: must be a host name, such as acme.eu.auth0.com; it is "acme.eu.auth0.com'
            ':443": leave out the scheme, the port and the path',
        ),
        (
            "localhost",
            'as_domain: must be a host name, such as acme.eu.auth0.com; it is "localhost", where'
            " the mock is anyway: use auth0.url or auth0.https_url",
        ),
        (
            "10.0.0.1",
            'as_domain: must be a host name, such as acme.eu.auth0.com; it is "10.0.0.1": an IP'
            " address has no name to be found by",
        ),
        (
            "*.auth0.com",
            'as_domain: must be a host name, such as acme.eu.auth0.com; it is "*.auth0.com": name'
            " one host; blocks may stand in each other",
        ),
        (
            "acme auth0",
            'as_domain: must be a host name, such as acme.eu.auth0.com; it is "acme auth0"',
        ),
        ("", 'as_domain: must be a host name, such as acme.eu.auth0.com; it is ""'),
        (".", 'as_domain: must be a host name, such as acme.eu.auth0.com; it is "."'),
        (None, "as_domain: must be a host name, such as acme.eu.auth0.com; it is null"),
        (["a.b"], "as_domain: must be a host name, such as acme.eu.auth0.com; it is a list"),
        (True, "as_domain: must be a host name, such as acme.eu.auth0.com; it is true"),
    ],
)
def test_says_what_it_must_be(given: object, problem: str) -> None:
    with pytest.raises(ValueError, match="as_domain") as caught:
        domain_name(given)
    assert str(caught.value) == problem


@pytest.mark.parametrize("given", ["a" * 64 + ".com", "a." * 200, "a..b", "a\0b", "a\nb", "\udcff"])
def test_refuses_what_is_no_name(given: str) -> None:
    with pytest.raises(ValueError, match="must be a host name"):
        domain_name(given)
