"""Parameters from a query, a form, JSON, whatever they are spelled like."""

import pytest

from mock_auth0.http import params
from mock_auth0.oauth.errors import OAuthError, invalid_parameter
from mock_auth0.oauth.params import Params


def read(found: Params) -> dict[str, str]:
    return {name: found.require(name) for name in found}


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (b"", {}),
        (b"a=1&b=2", {"a": "1", "b": "2"}),
        (b"a=%C3%A9+%2B", {"a": "é +"}),
        (b"%61=1", {"a": "1"}),
        ("a=é".encode(), {"a": "é"}),
        (b"a=1=2", {"a": "1=2"}),
        (b"a=100%", {"a": "100%"}),
        (b"a=%zz%4", {"a": "%zz%4"}),
        (b"a=%00", {"a": "\0"}),
        (b"a=&b&&c=1&", {"c": "1"}),
        (b"a=1;b=2", {"a": "1;b=2"}),
        (b"a[]=1", {"a[]": "1"}),
        (b"a=%F0%9F%92%A9", {"a": "💩"}),
        (b"a=" + b"%41" * 300, {"a": "A" * 300}),
    ],
    ids=[
        "nothing",
        "two",
        "percent and plus",
        "a name that is encoded",
        "bytes that nobody encoded",
        "an equals sign in the value",
        "a lone percent sign",
        "percent signs before garbage",
        "NUL",
        "empty values are absent",
        "a semicolon separates nothing",
        "brackets mean nothing",
        "beyond the basic plane",
        "a long value",
    ],
)
def test_reads_a_query(query: bytes, values: dict[str, str]) -> None:
    assert read(params.from_query(query)) == values


@pytest.mark.parametrize(
    "query",
    [b"a=%FF", b"%FF=a", b"a=\xff", b"a=%ED%A0%80", b"a=%C0%80", b"a=" + b"%FF" * 300],
    ids=[
        "a byte that begins nothing",
        "in a name",
        "not even encoded",
        "half a surrogate pair",
        "an overlong NUL",
        "in a long value",
    ],
)
def test_refuses_what_is_not_utf_8(query: bytes) -> None:
    with pytest.raises(OAuthError) as caught:
        params.from_query(query)
    error = caught.value
    assert (error.status, error.code, error.description) == (
        400,
        "invalid_request",
        "Invalid request parameters",
    )


def test_reads_a_thousand_parameters_and_no_more() -> None:
    assert len(read(params.from_query(b"&".join(b"p%d=1" % i for i in range(1000))))) == 1000
    with pytest.raises(OAuthError, match="Invalid request parameters") as caught:
        params.from_query(b"&" * 1000)
    assert caught.value.remedy == "send at most 1000 parameters"


@pytest.mark.parametrize(
    ("body", "values"),
    [
        (b"", {}),
        (b"{}", {}),
        (b'{"a": "1", "b": "\\u00e9"}', {"a": "1", "b": "é"}),
        (b'\xef\xbb\xbf {"a": "1"} \n', {"a": "1"}),
        ('{"a": "é"}'.encode("utf-16"), {"a": "é"}),
        (b'{"a": "", "b": null}', {}),
        (b'{"a": "1", "a": "2"}', {"a": "2"}),
        (b'{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
    ],
    ids=[
        "nothing",
        "an empty object",
        "strings",
        "a byte order mark",
        "UTF-16",
        "empty and null are absent",
        "the last of two counts, as in JavaScript",
        "a surrogate pair",
    ],
)
def test_reads_json(body: bytes, values: dict[str, str]) -> None:
    assert read(params.from_json(body)) == values


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"grant_type=refresh_token",
        b"[]",
        b'"a"',
        b"1",
        b"null",
        b'{"a": "1"} x',
        b"{'a': '1'}",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": "\xff"}',
        b'{"a": "\n"}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\0",
    ],
    ids=[
        "broken off",
        "a form",
        "an array",
        "a string",
        "a number",
        "null",
        "something after it",
        "single quotes",
        "not a number",
        "infinity",
        "not UTF-8",
        "a raw line feed",
        "a number of 5000 digits",
        "arrays in arrays",
        "objects in objects",
        "NUL",
    ],
)
def test_refuses_what_is_no_json_object(body: bytes) -> None:
    with pytest.raises(OAuthError) as caught:
        params.from_json(body)
    error = caught.value
    assert (error.status, error.code, error.description) == (400, "invalid_body", "Bad Request")


@pytest.mark.parametrize(
    "found",
    [
        params.from_query(b"a=1&a=2&b=3"),
        params.from_query(b"a=1&%61=1&b=3"),
        params.from_query(b"a=&a=&b=3"),
        params.from_pairs([("a", "1"), ("b", "3"), ("a", "2")]),
        params.from_json(b'{"a": 1, "b": "3"}'),
        params.from_json(b'{"a": true, "b": "3"}'),
        params.from_json(b'{"a": ["1"], "b": "3"}'),
        params.from_json(b'{"a": {"1": "2"}, "b": "3"}'),
        params.from_json(b'{"a": 1e999, "b": "3"}'),
        params.from_json(b'{"a": "\\ud800", "b": "3"}'),
        params.from_json(b'{"a": "\\udc00\\ud800", "b": "3"}'),
    ],
    ids=[
        "twice",
        "twice, spelled differently",
        "twice, empty",
        "two parts of one name",
        "a number",
        "a truth value",
        "a list",
        "an object",
        "a number beyond all bounds",
        "half a surrogate pair",
        "a surrogate pair the wrong way round",
    ],
)
def test_only_whoever_reads_a_malformed_parameter_is_told(found: Params) -> None:
    assert found.require("b") == "3"
    assert "a" in found
    with pytest.raises(OAuthError) as caught:
        found.get("a")
    assert caught.value == invalid_parameter("a")
    assert caught.value.description == "Invalid parameter: a must be a string"
