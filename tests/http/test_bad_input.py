"""Whatever is sent, the answer is Auth0's refusal: no failure, no hang, no token, no echo."""

import json
import re
import socket
import string
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.app import create_app
from mock_auth0.sockets import listen
from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.web_server import WebServer
from tests.builders import API, NOON, PASSWORD, VERIFIER
from tests.deterministic import deterministic
from tests.http import expected
from tests.http.browser import Answer, Browser, ask
from tests.http.worlds import ASKED, a_browser, a_tenant, asked, log_in

FORM, JSON = b"application/x-www-form-urlencoded", b"application/json"
EXCHANGE = b"grant_type=authorization_code&client_id=spa&code=x&token=x&access_token=x"
MIB = 1024 * 1024
PAGES = ["/authorize", "/authorize/resume", "/v2/logout", "/u/login"]
ENDPOINTS = [*PAGES, "/oauth/token", "/oauth/par", "/oauth/revoke", "/userinfo"]
DOCUMENTS = [
    "/.well-known/openid-configuration",
    "/.well-known/jwks.json",
    "/_mock/health",
    "/_mock/openapi.json",
]
NAMES = [
    "access_token",
    "audience",
    "client_assertion",
    "client_assertion_type",
    "client_id",
    "client_secret",
    "code",
    "code_challenge",
    "code_challenge_method",
    "code_verifier",
    "connection",
    "grant_type",
    "id_token_hint",
    "login_hint",
    "max_age",
    "mock_user",
    "nonce",
    "password",
    "prompt",
    "redirect_uri",
    "refresh_token",
    "request",
    "request_uri",
    "resource",
    "response_mode",
    "response_type",
    "returnTo",
    "scope",
    "state",
    "token",
    "username",
    "web_message_target",
    "web_message_uri",
]
PLAUSIBLE = [
    *ASKED.items(),
    ("grant_type", "authorization_code"),
    ("grant_type", "refresh_token"),
    ("grant_type", "client_credentials"),
    ("grant_type", "password"),
    ("client_id", "web"),
    ("client_secret", "s3cr:t"),
    ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
    ("client_assertion", "e30.e30.e30"),
    ("response_type", "id_token token"),
    ("nonce", "n"),
    ("code", "x"),
]
MARKUP = "\"'><x-y>{{7*7}}</script>\\`"
NASTY = [
    "",
    " ",
    "\0",
    "\r\nset-cookie: auth0=x",
    MARKUP,
    "é\u202e\u2028\ufeff\ufffe💩",
    "../../etc/passwd",
    "-1",
    "9" * 400,
    "1e999",
    "NaN",
    "null",
    "true",
    "[]",
    "none",
    "٣",
    "%00%0d%0a",
    "a" * 70_000,
    "javascript:alert(1)",
    "https://evil.example/",
]
# Where the browser may be sent at all, whatever was asked.
KNOWN = re.compile(
    r"/u/login\?state=hKFo2S[\w-]{40,}|/authorize/resume\?state=hKFo2S[\w-]{40,}"
    r"|(https://app\.example/cb|com\.example\.app://cb)[?#](code|error)=.*"
    r"|https://web\.example/cb\?from=auth0&(code|error)=.*|https://web\.example/cb\?from=auth0#.*"
    r"|https://app\.example/bye([?#].*)?|https://[a-z0-9-]+\.preview\.example/([?#].*)?"
)


def check(answer: Answer, path: str) -> None:
    """The answer is one that Auth0 could have given to somebody who may not have anything."""
    assert answer.status in {200, 302, 400, 401, 403, 405, 413, 501}, answer
    assert b"Traceback" not in answer.body
    assert b'"access_token":' not in answer.body
    assert b"<x-y>" not in answer.body
    assert "auth0=x" not in answer.cookies
    kind = answer.headers.get("content-type", "")
    if path == "/userinfo" and answer.status == 401:
        assert (kind, answer.body) == ("", b"Unauthorized")
        assert re.fullmatch(
            r'Bearer realm="Users"(, error="invalid_token", error_description="[^"\\]+")?',
            answer.headers["www-authenticate"],
        )
    elif path in {"/oauth/token", "/oauth/par", "/oauth/revoke", "/userinfo"} and answer.body:
        assert answer.status >= 400
        assert kind == "application/json"
        assert [*answer.json] == ["error", "error_description"]
        assert all(isinstance(value, str) and value for value in answer.json.values())
    elif path in PAGES and answer.status == 302:
        assert KNOWN.fullmatch(answer.location), answer.location
    elif path in PAGES and answer.status >= 400 and kind.startswith("text/html"):
        assert answer.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def fields(*, min_size: int = 0) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Parameters, mostly known ones, mostly with something wrong about them."""
    plausible = st.sampled_from(PLAUSIBLE)
    nasty = st.tuples(st.sampled_from(NAMES), st.one_of(st.sampled_from(NASTY), st.text()))
    return st.lists(st.one_of(plausible, nasty), min_size=min_size, max_size=8)


def encoded(pairs: list[tuple[str, str]]) -> bytes:
    return "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in pairs).encode()


garbled = st.lists(
    st.one_of(
        st.sampled_from([*(name.encode() for name in NAMES)]),
        st.sampled_from(
            [b"&", b"=", b"+", b"%", b"%%", b"%z", b"%00", b"%FF", b"%ED%A0%80", b"\xff", b";"]
        ),
        st.sampled_from([b"code", b"spa", b"https://app.example/cb", b"[]", b"openid"]),
        st.binary(max_size=8),
    ),
    max_size=24,
).map(b"".join)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.sampled_from([*NASTY, *NAMES, "\ud800", "\udfff\ud800"])
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
# What no server lets in, because a header ends there.
header_bytes = st.binary(max_size=60).map(lambda value: re.sub(rb"[\r\n\0]", b"", value))
post_paths = st.sampled_from(
    ["/authorize", "/u/login", "/oauth/token", "/oauth/revoke", "/userinfo"]
)
get_paths = st.sampled_from([*PAGES, "/userinfo"])


@pytest.fixture(scope="module")
def browser() -> Browser:
    """A browser in which nobody has logged in; none of these tests gets anybody in."""
    return a_browser()


@pytest.fixture(scope="module")
def proven() -> tuple[Browser, dict[str, str]]:
    tenant = a_tenant()
    browser = a_browser(tenant)
    exchange = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "redirect_uri": "https://app.example/cb",
        "code_verifier": VERIFIER,
    }

    def tokens(**changes: str) -> Any:
        code = log_in(browser, scope="openid offline_access", **changes)
        return browser.post("/oauth/token", {**exchange, "code": code}).json

    issued = tokens(audience=API)
    proofs = {
        "access_token": issued["access_token"],
        "id_token": issued["id_token"],
        "opaque": tokens()["access_token"],
        "refresh_token": issued["refresh_token"],
        "session": browser.cookies["auth0"],
        "code": log_in(browser),
    }
    return browser, proofs


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    sockets = listen("127.0.0.1", 0)
    server = WebServer(create_app(a_tenant()))
    thread = threading.Thread(target=server.run, args=(sockets,), daemon=True)
    thread.start()
    assert server.is_up.wait(10)
    yield sockets[0].getsockname()[1]
    server.stop()
    thread.join(10)


def send(
    browser: Browser,
    method: str,
    path: str,
    query: bytes = b"",
    *,
    body: bytes = b"",
    content_type: bytes = FORM,
    **headers: bytes,
) -> Answer:
    sent = {"host": b"localhost:1000", "content_type": content_type, **headers}
    named = [(name.replace("_", "-").encode(), value) for name, value in sent.items()]
    return ask(browser.app, method, path, query, named, chunks=[body])


class TestQueries:
    @deterministic(150)
    @given(path=get_paths, pairs=fields())
    def test_with_nasty_parameters(
        self, browser: Browser, path: str, pairs: list[tuple[str, str]]
    ) -> None:
        check(send(browser, "GET", path, encoded(pairs)), path)

    @deterministic(150)
    @given(path=get_paths, query=garbled)
    def test_that_nobody_encoded(self, browser: Browser, path: str, query: bytes) -> None:
        check(send(browser, "GET", path, query), path)

    @deterministic(100)
    @given(name=st.sampled_from(NAMES), value=st.sampled_from(NASTY) | st.text())
    def test_of_one_wrong_parameter_among_good_ones(
        self, browser: Browser, name: str, value: str
    ) -> None:
        pairs = [*asked(**{name: value}).items()]
        check(send(browser, "GET", "/authorize", encoded(pairs)), "/authorize")

    @deterministic(60)
    @given(path=get_paths, name=st.sampled_from(NAMES), value=st.binary(max_size=20))
    def test_with_bytes_that_may_be_no_text(
        self, browser: Browser, path: str, name: str, value: bytes
    ) -> None:
        query = f"client_id=spa&{name}={quote_from_bytes(value, safe='')}".encode()
        check(send(browser, "GET", path, query), path)


class TestBodies:
    @deterministic(150)
    @given(path=post_paths, pairs=fields())
    def test_with_nasty_parameters(
        self, browser: Browser, path: str, pairs: list[tuple[str, str]]
    ) -> None:
        check(send(browser, "POST", path, body=encoded(pairs)), path)

    @deterministic(150)
    @given(
        path=post_paths,
        body=garbled,
        content_type=st.sampled_from(
            [FORM, JSON, b"", b"text/plain", b"multipart/form-data; boundary=x", b"application/xml"]
        ),
    )
    def test_that_are_garbled(
        self, browser: Browser, path: str, body: bytes, content_type: bytes
    ) -> None:
        check(send(browser, "POST", path, body=body, content_type=content_type), path)

    @deterministic(150)
    @given(
        path=post_paths,
        content=st.dictionaries(st.sampled_from(NAMES), json_values, max_size=6) | json_values,
    )
    def test_in_json_of_any_kind(self, browser: Browser, path: str, content: object) -> None:
        body = json.dumps(content).encode()
        check(send(browser, "POST", path, body=body, content_type=JSON), path)

    @deterministic(100)
    @given(
        path=post_paths,
        charset=st.sampled_from(
            [
                b"",
                b"; charset=utf-7",
                b"; charset=utf-16",
                b"; charset=unicode_escape",
                b"; charset=idna",
                b"; charset=rot13",
                b"; charset=undefined",
                b"; charset=",
            ]
        ),
        parts=st.lists(
            st.tuples(
                st.sampled_from(NAMES) | st.text(string.printable, max_size=5),
                st.sampled_from([b"", b'; filename="x"', b"; filename*=utf-8''x", b";", b'"']),
                st.binary(max_size=20) | st.sampled_from([rb"\ud800", b"spa", b"code"]),
            ),
            max_size=4,
        ),
        end=st.sampled_from([b"--x--\r\n", b"--x--", b"", b"--x", b"--x\r\n\r\n"]),
    )
    def test_in_parts_of_any_kind(
        self,
        browser: Browser,
        path: str,
        charset: bytes,
        parts: list[tuple[str, bytes, bytes]],
        end: bytes,
    ) -> None:
        body = b"".join(
            b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
            % (name.encode(), more, value)
            for name, more, value in parts
        )
        content_type = b"multipart/form-data; boundary=x" + charset
        check(send(browser, "POST", path, body=body + end, content_type=content_type), path)

    @pytest.mark.parametrize(
        ("content_type", "body", "answer"),
        [
            (JSON, b"{", (400, "invalid_body", "Bad Request")),
            (JSON, b"[" * 500_000, (400, "invalid_body", "Bad Request")),
            (JSON, b'{"a":' * 100_000, (400, "invalid_body", "Bad Request")),
            (JSON, b'{"grant_type": "\xff"}', (400, "invalid_body", "Bad Request")),
            (JSON, b'{"grant_type": NaN}', (400, "invalid_body", "Bad Request")),
            (
                JSON,
                b'{"grant_type": 1}',
                (400, "invalid_request", "Invalid parameter: grant_type must be a string"),
            ),
            (
                JSON,
                b'{"grant_type": ["authorization_code"]}',
                (400, "invalid_request", "Invalid parameter: grant_type must be a string"),
            ),
            (
                JSON,
                b'{"grant_type": "\\ud800"}',
                (400, "invalid_request", "Invalid parameter: grant_type must be a string"),
            ),
            (
                JSON,
                b'{"grant_type": null}',
                (400, "invalid_request", "Missing required parameter: grant_type"),
            ),
            (
                FORM,
                b"grant_type=a&grant_type=a",
                (400, "invalid_request", "Invalid parameter: grant_type must be a string"),
            ),
            (FORM, b"grant_type=%FF", (400, "invalid_request", "Invalid request parameters")),
            (FORM, b"&" * 1001, (400, "invalid_request", "Invalid request parameters")),
            (
                FORM,
                b'{"grant_type": "refresh_token"}',
                (400, "invalid_request", "Missing required parameter: grant_type"),
            ),
            (
                b"text/plain",
                b"grant_type=refresh_token",
                (400, "invalid_request", "Missing required parameter: grant_type"),
            ),
            (FORM, b"a" * (MIB + 1), (413, "invalid_request", "Payload too large")),
            (JSON, b'{"a": "' + b"a" * 5 * MIB, (413, "invalid_request", "Payload too large")),
            (
                b"multipart/form-data; boundary=x",
                b"a" * (MIB + 1),
                (413, "invalid_request", "Payload too large"),
            ),
            (
                b"multipart/form-data; boundary=x",
                b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n1\r\n--x--',
                (400, "invalid_request", "Invalid request parameters"),
            ),
            (
                b"multipart/form-data",
                b"--x--",
                (400, "invalid_request", "Invalid request parameters"),
            ),
        ],
        ids=[
            "broken JSON",
            "arrays in arrays",
            "objects in objects",
            "JSON that is not UTF-8",
            "JSON that Python alone reads",
            "a number",
            "a list",
            "half a surrogate pair",
            "null",
            "twice",
            "not UTF-8",
            "more than a thousand",
            "JSON that is called a form",
            "a form that is called a text",
            "a form of a mebibyte",
            "JSON of five",
            "parts of a mebibyte",
            "a file",
            "parts that nothing divides",
        ],
    )
    def test_get_the_same_refusal_each_time(
        self, browser: Browser, content_type: bytes, body: bytes, answer: tuple[int, str, str]
    ) -> None:
        refused = expected.oauth_error(*answer)
        assert send(browser, "POST", "/oauth/token", body=body, content_type=content_type) == (
            refused
        )
        page = send(browser, "POST", "/authorize", body=body, content_type=content_type)
        if answer[2].startswith(("Missing", "Invalid parameter: grant_type")):
            answer = (400, "invalid_request", "Missing required parameter: client_id")
        assert page == expected.error_page(page, *answer)

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("path", ["/oauth/token", "/authorize", "/u/login", "/userinfo"])
    def test_of_nearly_a_mebibyte(self, browser: Browser, path: str, name: str) -> None:
        form = {**ASKED, "grant_type": "authorization_code", name: "a" * 1_000_000}
        check(send(browser, "POST", path, body=encoded([*form.items()])), path)


class TestHeaders:
    @deterministic(200)
    @given(
        path=st.sampled_from([*ENDPOINTS, *DOCUMENTS]),
        headers=st.dictionaries(
            st.sampled_from(
                [
                    "authorization",
                    "cookie",
                    "host",
                    "origin",
                    "accept",
                    "content_type",
                    "content_length",
                    "sec_fetch_mode",
                    "access_control_request_headers",
                    "dpop",
                    "auth0_client",
                    "client_certificate",
                    "x_forwarded_host",
                ]
            ),
            st.one_of(
                header_bytes,
                header_bytes.map(b"Bearer ".__add__),
                header_bytes.map(b"Basic ".__add__),
                header_bytes.map(b"did=s%3Av0.".__add__),
                header_bytes.map(b"auth0=s%3Av1.".__add__),
                header_bytes.map(b"multipart/form-data; boundary=".__add__),
                st.sampled_from([b"*/*", b"application/json", b"cors", b"null", FORM]),
            ),
            max_size=4,
        ),
        method=st.sampled_from(["GET", "POST", "OPTIONS"]),
    )
    def test_of_any_kind(
        self, browser: Browser, method: str, path: str, headers: dict[str, bytes]
    ) -> None:
        answer = send(browser, method, path, b"client_id=spa", body=EXCHANGE, **headers)
        if answer.status not in {204, 405}:
            check(answer, path)

    @pytest.mark.parametrize(
        "host", [b"", b"\xff", b"a b", b"evil.example/x", b"x" * 10_000, b"[", b"::", b'"<x-y>"']
    )
    @pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/_mock/health"])
    def test_name_no_issuer_that_is_none(self, browser: Browser, path: str, host: bytes) -> None:
        answer = send(browser, "GET", path, host=host)
        assert re.fullmatch(r"http://(127\.0\.0\.1:1000|x{10000})/", answer.json["issuer"])

    @pytest.mark.parametrize(
        "cookie",
        [
            b"auth0",
            b"auth0=",
            b"=;=;=",
            b";" * 100_000,
            b"auth0=s%3Av1." + b"A" * 100_000,
            b"auth0=s%3Av1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            b"auth0=s%3Av1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\xff",
            b'auth0="s%3Av1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"',
            b"did=s%3Av0.<x-y>; auth0=x",
            b"\xff\xfe",
        ],
    )
    def test_are_no_session(self, browser: Browser, cookie: bytes) -> None:
        query = encoded([*asked(prompt="none").items()])
        answer = send(browser, "GET", "/authorize", query, cookie=cookie)
        assert answer.parameters["error"] == "login_required"

    @pytest.mark.parametrize(
        "origin", [b"", b"null", b"*", b"\xff", b"https://app.example\xff", b"<x-y>", b"a" * 10_000]
    )
    def test_are_no_origin(self, browser: Browser, origin: bytes) -> None:
        for method in ("POST", "OPTIONS"):
            answer = send(browser, method, "/oauth/token", origin=origin)
            assert "access-control-allow-origin" not in answer.headers


class TestRedirects:
    """Nobody is sent anywhere that is not registered."""

    @deterministic(200)
    @given(
        name=st.sampled_from(["redirect_uri", "returnTo"]),
        edits=st.lists(
            st.tuples(
                st.integers(0, 40),
                st.integers(0, 2),
                st.sampled_from(
                    [
                        *"\\/@#?:.%&;*\t\r\n\0 ",
                        "//",
                        "..",
                        "%2e",
                        "%2f",
                        "https:",
                        "evil.example",
                        "@evil.example",
                        ".evil.example",
                        "[::1]",
                        "\u3002",
                        "\uff0e",
                        "\uff41",
                        "é",
                    ]
                ),
            ),
            min_size=1,
            max_size=3,
        ),
        tail=st.sampled_from(["", "?x", "#x", "/", "\\"]),
    )
    def test_by_any_spelling(
        self, browser: Browser, name: str, edits: list[tuple[int, int, str]], tail: str
    ) -> None:
        uri = {"redirect_uri": "https://app.example/cb", "returnTo": "https://app.example/bye"}[
            name
        ]
        for at, instead_of, text in edits:
            uri = uri[:at] + text + uri[at + instead_of :]
        uri += tail
        path = "/authorize" if name == "redirect_uri" else "/v2/logout"
        query = {**ASKED, "prompt": "none", name: uri}
        answer = send(browser, "GET", path, encoded([*query.items()]))
        check(answer, path)
        if name == "redirect_uri" and uri != "https://app.example/cb":
            assert answer.status in {302, 403}
            assert answer.status == 403 or answer.location.startswith("https://app.example/cb?")


class TestProofs:
    """Codes, tokens, states and cookies: what is changed opens nothing."""

    LETTERS = string.ascii_letters + string.digits + "-_.=+/ !"

    @deterministic(250)
    @given(
        kind=st.sampled_from(
            ["access_token", "id_token", "opaque", "refresh_token", "session", "code"]
        ),
        at=st.integers(0, 2000),
        letter=st.sampled_from(LETTERS),
        how=st.sampled_from(["replace", "insert", "remove", "cut", "append", "swap case"]),
    )
    def test_are_good_to_the_letter_only(
        self, proven: tuple[Browser, dict[str, str]], kind: str, at: int, letter: str, how: str
    ) -> None:
        browser, proofs = proven
        proof = proofs[kind]
        at %= len(proof)
        changed = {
            "replace": proof[:at] + letter + proof[at + 1 :],
            "insert": proof[:at] + letter + proof[at:],
            "remove": proof[:at] + proof[at + 1 :],
            "cut": proof[:at],
            "append": proof + letter,
            "swap case": proof[:at] + proof[at].swapcase() + proof[at + 1 :],
        }[how]
        if changed.strip() == proof:
            return
        match kind:
            case "access_token" | "id_token" | "opaque":
                authorization = f"Bearer {changed}".encode()
                answer = send(browser, "GET", "/userinfo", authorization=authorization)
                assert (answer.status, answer.body) == (401, b"Unauthorized")
                check(answer, "/userinfo")
            case "session":
                query = encoded([*asked(prompt="none").items()])
                cookie = f"auth0={changed}".encode()
                answer = send(browser, "GET", "/authorize", query, cookie=cookie)
                assert answer.parameters["error"] == "login_required"
            case _:
                grant = "authorization_code" if kind == "code" else kind
                form = {"grant_type": grant, "client_id": "spa", kind: changed}
                answer = send(browser, "POST", "/oauth/token", body=encoded([*form.items()]))
                assert answer.status in {400, 403}
                check(answer, "/oauth/token")

    def test_are_still_good_after_all_that(self, proven: tuple[Browser, dict[str, str]]) -> None:
        browser, proofs = proven
        for kind in ("access_token", "opaque"):
            authorization = f"Bearer {proofs[kind]}".encode()
            assert send(browser, "GET", "/userinfo", authorization=authorization).status == 200
        form = {
            "grant_type": "refresh_token",
            "client_id": "spa",
            "refresh_token": proofs["refresh_token"],
        }
        assert send(browser, "POST", "/oauth/token", body=encoded([*form.items()])).status == 200

    def test_of_another_tenant_open_nothing(self, proven: tuple[Browser, dict[str, str]]) -> None:
        keys = KeyRing((SigningKey.generate(),))
        stranger = a_browser(Tenant(a_tenant().seed, clock=TenantClock(NOON), keys=keys))
        reasons = {"access_token": "signature could not be validated", "opaque": "malformed"}
        for kind, reason in reasons.items():
            authorization = f"Bearer {proven[1][kind]}".encode()
            answer = send(stranger, "GET", "/userinfo", authorization=authorization)
            assert (answer.status, answer.body) == (401, b"Unauthorized")
            assert reason in answer.headers["www-authenticate"]


class TestEcho:
    """What a page repeats it repeats as text."""

    @pytest.mark.parametrize(
        ("path", "query"),
        [
            ("/authorize", {"client_id": MARKUP}),
            ("/authorize", {"client_id": "spa", "redirect_uri": MARKUP}),
            ("/authorize", {"client_id": "spa", "request": MARKUP}),
            ("/authorize", asked(redirect_uri=None, response_type=MARKUP)),
            ("/authorize", asked(redirect_uri=None, response_mode=MARKUP)),
            ("/authorize", asked(redirect_uri=None, audience=MARKUP)),
            ("/authorize", asked(screen_hint=MARKUP)),
            ("/authorize", asked(response_mode="form_post", prompt="none", state=MARKUP)),
            ("/authorize", asked(response_mode="web_message", prompt="none", state=MARKUP)),
            (
                "/authorize",
                asked(
                    response_mode="web_message",
                    prompt="none",
                    web_message_uri=MARKUP,
                    web_message_target=MARKUP,
                ),
            ),
            ("/authorize", asked(response_type=MARKUP)),
            ("/v2/logout", {"returnTo": MARKUP}),
            ("/v2/logout", {"client_id": MARKUP, "returnTo": MARKUP}),
            ("/u/login", {"state": MARKUP}),
            ("/authorize/resume", {"state": MARKUP}),
        ],
    )
    @pytest.mark.parametrize("strict", [True, False], ids=["strict", "not strict"])
    def test_from_the_query(self, path: str, query: dict[str, str], strict: bool) -> None:
        answer = send(a_browser(strict=strict), "GET", path, encoded([*query.items()]))
        check(answer, path)
        assert b"{{7*7}}</script>" not in answer.body

    def test_from_the_form(self) -> None:
        browser = a_browser()
        page = browser.get("/authorize", **asked(login_hint=MARKUP)).location
        check(browser.get(page), "/u/login")
        wrong = browser.post(page, {"username": MARKUP, "password": PASSWORD + MARKUP})
        check(wrong, "/u/login")
        assert b"&#34;&#39;&gt;&lt;x-y&gt;" in wrong.body
        assert PASSWORD.encode() not in wrong.body


class TestSocket:
    """Over a connection, where lengths can lie."""

    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            (b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\na=1", None),
            (b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\na=1", 400),
            (b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\na=1", 400),
            (b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: \xb2\r\n\r\na=1", 400),
            (
                b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                b"3\r\na=1\r\n0\r\n\r\n",
                400,
            ),
            (
                b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                b"3\r\na=1\r\n",
                None,
            ),
            (b"GET /authorize?client_id=%ZZ%FF HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            (b"GET /authorize?client_id=\xff HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            (b"GET /%ff%00%0a HTTP/1.1\r\nHost: x\r\n\r\n", 404),
            (b"GET http://evil.example/userinfo HTTP/1.1\r\nHost: x\r\n\r\n", 401),
            (b"GET * HTTP/1.1\r\nHost: x\r\n\r\n", 404),
            (b"GET /userinfo HTTP/1.1\r\n\r\n", 401),
            (b"GET /userinfo HTTP/1.0\r\n\r\n", 401),
            (b"GET /userinfo HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\r\n\r\n", 401),
            (
                b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n"
                + b"a" * 3_000_000,
                413,
            ),
            (
                b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                b"Content-Length: 3\r\n\r\na=1",
                400,
            ),
        ],
        ids=[
            "a body that breaks off",
            "a body longer than its length",
            "a length that is none",
            "a length in superscript",
            "chunks",
            "chunks that break off",
            "percent garbage",
            "bytes in the query",
            "bytes in the path",
            "another host's URL",
            "a star",
            "no host",
            "HTTP/1.0",
            "bytes for a token",
            "three mebibytes",
            "a client that waits to be asked",
        ],
    )
    def test_never_fails(self, port: int, sent: bytes, status: int | None) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            received = b""
            try:
                while more := connection.recv(65536):
                    received += more
            except ConnectionResetError:  # it would not hear the rest
                pass
        answers = re.findall(rb"^HTTP/1\.1 (\d+) ", received, re.MULTILINE)
        statuses = {int(each) for each in answers} - {100}
        assert statuses == (set() if status is None else {status}), received
