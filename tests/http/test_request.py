"""The request as the protocol sees it."""

import asyncio
from typing import Any

import pytest
from starlette.requests import ClientDisconnect

from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.http.request import TenantRequest
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params
from tests.http.browser import NoAnswerError, ask
from tests.http.worlds import a_browser, a_tenant

MIB = 1024 * 1024
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=xx"


def a_request(*headers: tuple[str, str], chunks: list[bytes] | None = None, **scope: Any) -> Any:
    """One that has these headers; without ``chunks``, from a client that has gone away."""
    messages = (
        [
            {"type": "http.request", "body": chunk, "more_body": i < len(chunks) - 1}
            for i, chunk in enumerate(chunks or [])
        ]
        if chunks
        else []
    )

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    return TenantRequest(
        {
            "type": "http",
            "method": "POST",
            "path": "/oauth/token",
            "root_path": "",
            "scheme": "http",
            "query_string": b"",
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
            "server": ("127.0.0.1", 1000),
            "tenant": a_tenant(),
            **scope,
        },
        receive,
    )


def body_params(content_type: str | None, *chunks: bytes) -> Params:
    headers = [] if content_type is None else [("content-type", content_type)]
    return asyncio.run(a_request(*headers, chunks=[*chunks]).body_params())


def part(name: str, value: bytes = b"1", disposition: str = "") -> bytes:
    head = f'--xx\r\nContent-Disposition: form-data; name="{name}"{disposition}\r\n\r\n'
    return head.encode() + value + b"\r\n"


@pytest.mark.parametrize(
    "content_type",
    [FORM, FORM.upper(), f"{FORM}; charset=utf-8", f"{FORM};charset=UTF-8", f" {FORM} ", "", None],
)
def test_reads_a_form(content_type: str | None) -> None:
    assert body_params(content_type, b"a=1").require("a") == "1"


@pytest.mark.parametrize("content_type", ["application/json", "Application/JSON; charset=utf-8"])
def test_reads_json(content_type: str) -> None:
    assert body_params(content_type, b'{"a": "1"}').require("a") == "1"


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/jwt", "application/jsonx", "*/*", "é", "application/xml"],
)
def test_reads_nothing_else(content_type: str) -> None:
    assert [*body_params(content_type, b"a=1")] == []


def test_reads_a_body_that_comes_in_pieces() -> None:
    assert body_params(FORM, b"a", b"", b"=%4", b"1").require("a") == "A"


def test_reads_a_mebibyte_and_no_more() -> None:
    assert len(body_params(FORM, b"a=" + b"x" * (MIB - 2)).require("a")) == MIB - 2
    for chunks in ([b"x" * (MIB + 1)], [b"x" * MIB, b"x", b"x" * MIB]):
        for content_type in (FORM, "application/json", PARTS, "text/plain"):
            with pytest.raises(OAuthError, match="Payload too large") as caught:
                body_params(content_type, *chunks)
            assert (caught.value.status, caught.value.code) == (413, "invalid_request")


def test_reads_parts() -> None:
    read = body_params(PARTS, part("a", "é".encode()), part("b", b""), b"--xx--\r\n")
    assert (read.require("a"), "b" in read) == ("é", False)


@pytest.mark.parametrize("body", [b"", b"--xx", part("a"), part("a")[:-3]])
def test_finds_nothing_in_parts_that_break_off(body: bytes) -> None:
    assert [*body_params(PARTS, body)] == []


@pytest.mark.parametrize(
    "body",
    [
        b"garbage",
        part("a", disposition='; filename="a.txt"') + b"--xx--\r\n",
        part("a", disposition="; filename=") + b"--xx--\r\n",
        b"--xx\r\n\r\n1\r\n--xx--\r\n",
        b"--xx\r\nContent-Disposition: form-data\r\n\r\n1\r\n--xx--\r\n",
        b"--xx\r\n\xff\xff\r\n\r\n1\r\n--xx--\r\n",
        b"".join(part(str(i)) for i in range(1001)) + b"--xx--\r\n",
    ],
    ids=[
        "garbage",
        "a file",
        "a file without a name",
        "a part without a head",
        "a part without a name",
        "a head of garbage",
        "more than a thousand",
    ],
)
def test_refuses_parts(body: bytes) -> None:
    with pytest.raises(OAuthError) as caught:
        body_params(PARTS, body)
    error = caught.value
    assert (error.status, error.code, error.description) == (
        400,
        "invalid_request",
        "Invalid request parameters",
    )


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=é",
        "multipart/form-data; boundary=" + "x" * 10_000,
    ],
)
def test_refuses_parts_that_nothing_divides(content_type: str) -> None:
    with pytest.raises(OAuthError, match="Invalid request parameters"):
        body_params(content_type, part("a"), b"--xx--\r\n")


@pytest.mark.parametrize(
    "charset",
    [
        "charset=unicode_escape",
        "Charset = 'utf-7'",
        "charset*=utf-8''unicode_escape",
        "charset*0=unicode_; charset*1=escape",
        "charset=undefined",
        "charset=rot13",
        "charset=",
    ],
)
def test_parts_are_utf_8_whatever_they_are_called(charset: str) -> None:
    value = r"\ud800\x +AGE- é"
    read = body_params(f"{PARTS}; {charset}", part("a", value.encode()), b"--xx--\r\n")
    assert read.require("a") == value


@pytest.mark.parametrize("content_type", [FORM, "application/json", PARTS, "text/plain"])
def test_a_client_that_goes_away_gets_no_answer(content_type: str) -> None:
    with pytest.raises(ClientDisconnect):
        asyncio.run(a_request(("content-type", content_type)).body_params())
    headers = [(b"host", b"localhost"), (b"content-type", content_type.encode())]
    with pytest.raises(NoAnswerError):
        ask(a_browser().app, "POST", "/oauth/token", headers=headers, chunks=[b"a"], gives_up=True)


def test_the_first_header_of_a_name_counts() -> None:
    request = a_request(("accept", "a"), ("x", "é"), ("accept", "b"))
    assert [request.header(name) for name in (b"accept", b"x", b"y")] == ["a", "é", None]


def test_knows_its_browser_by_the_cookies() -> None:
    key = "abcdefghijklmnopqrstuvwxyz012345"
    assert a_request().browser == Browser()
    assert a_request(("cookie", f"auth0=s%3Av1.{key}; did=s%3Av0.{key[::-1]}; x=y")).browser == (
        Browser(session=key, device=key[::-1])
    )


@pytest.mark.parametrize(
    ("scope", "path", "prefix", "address"),
    [
        ({}, "/oauth/token", "", "http://127.0.0.1:1000/"),
        (
            {"root_path": "/auth0", "path": "/auth0/oauth/token"},
            "/oauth/token",
            "/auth0",
            "http://127.0.0.1:1000/auth0/",
        ),
    ],
    ids=["at the root", "under a prefix"],
)
def test_knows_where_it_is(scope: dict[str, str], path: str, prefix: str, address: str) -> None:
    request = a_request(**scope)
    assert (request.path, request.prefix, request.address, request.issuer) == (
        path,
        prefix,
        address,
        address,
    )


def test_knows_whether_it_is_secure() -> None:
    assert a_request(scheme="https").is_secure
    assert not a_request().is_secure


@pytest.mark.parametrize(
    ("headers", "proof"),
    [
        ([], None),
        ([("dpop", "a.b.c")], "a.b.c"),
        ([("dpop", "")], ""),
        ([("dpop", "a.b.c"), ("x", "y"), ("dpop", "d.e.f")], "a.b.c, d.e.f"),
    ],
    ids=["none", "one", "an empty one", "two"],
)
def test_hides_no_second_proof_of_possession(
    headers: list[tuple[str, str]], proof: str | None
) -> None:
    assert a_request(*headers).proofs.dpop == proof
