"""Host names and IP addresses, as certificates have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.tls.names import covers, host_name
from tests.deterministic import deterministic


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("localhost", "localhost"),
        ("Tenant.EU.Auth0.Test", "tenant.eu.auth0.test"),
        ("my_service", "my_service"),
        ("*.auth0.test", "*.auth0.test"),
        ("bücher.test", "xn--bcher-kva.test"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("[2001:DB8:0::1]", "2001:db8::1"),
    ],
)
def test_are_lower_case_and_ascii(text: str, name: str) -> None:
    assert host_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "", ".", "a..b", "a b", "https://a.test", "a.test:443", "a.test/", "*", "a.*.test",
        "*a.test", "a\n", "a\0", "ü" * 70, "a" * 64, ".".join(["a" * 60] * 5), "xn--\udcff",
    ],
    ids=repr,
)  # fmt: skip
def test_are_names_and_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="must be host names and IP addresses with commas"):
        host_name(text)


@deterministic(100)
@given(st.text(max_size=80))
def test_any_text_is_a_name_or_is_refused(text: str) -> None:
    try:
        name = host_name(text)
    except ValueError:
        return
    assert host_name(name) == name
    assert name.isascii()


@pytest.mark.parametrize(
    ("names", "name", "is_covered"),
    [
        (["a.test"], "a.test", True),
        (["a.test"], "b.a.test", False),
        (["*.a.test"], "b.a.test", True),
        (["*.a.test"], "a.test", False),
        (["*.a.test"], "c.b.a.test", False),
        (["127.0.0.1"], "127.0.0.1", True),
        ([], "a.test", False),
    ],
)
def test_a_star_stands_for_one_label(names: list[str], name: str, is_covered: bool) -> None:
    assert covers(names, name) is is_covered
